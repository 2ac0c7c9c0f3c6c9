/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * A server that is a plain Java process with the application on its class path: started before the tests of a class and
 * ended after them. Register it as a static extension.
 */
public abstract class LaunchedServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final String name;
    private final int port = ServerProcess.freePort();
    private @Nullable ServerProcess process;
    private @Nullable TestAbortedException impossible;

    /**
     * A server.
     *
     * @param name its name in messages and the name of its log and its folder
     */
    protected LaunchedServer(String name) {
        this.name = name;
    }

    /**
     * Lays the configuration ready. Aborts where this machine cannot run the server: then each test is reported as not
     * run, with that message.
     *
     * @param folder where the process will run; empty
     * @return the command line
     */
    protected abstract List<String> prepare(Path folder, int port) throws IOException;

    /** What is added to the environment. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    /** The java command of this JVM. */
    protected static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The root of the application. */
    public final URI uri() {
        return URI.create("http://localhost:" + port + '/');
    }

    /** The process, for tests of its end and its log. */
    public final ServerProcess process() {
        return Objects.requireNonNull(process, "The server has not been started");
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        Path folder = Artifacts.target().resolve("servers").resolve(name);
        try {
            Files.createDirectories(folder);
            process = ServerProcess.start(name, prepare(folder, port), folder, environment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TestAbortedException e) {
            // Thrown here, it would make Maven report a class without tests, and no word about why.
            impossible = e;
            return;
        }
        process().awaitAnswer(uri().resolve("kit/mumble?call=ready&question=ready"));
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        if (impossible != null) {
            throw impossible;
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        if (process != null) {
            process.close();
        }
    }
}
