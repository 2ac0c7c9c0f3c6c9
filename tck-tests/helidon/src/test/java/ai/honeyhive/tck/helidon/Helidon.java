/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.helidon;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.Jdks;
import ai.honeyhive.tck.LaunchedServer;
import ai.honeyhive.tck.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** The application on Helidon, which needs a newer JDK than the build. */
final class Helidon extends LaunchedServer {

    private static final int OLDEST_JDK = 21;
    private static final Logger LOG = Logger.getLogger(Helidon.class.getName());

    private final Supplier<String> properties;
    private final String more;

    Helidon(Mode mode) {
        this(mode.path(), () -> mode.properties(Console.shared().url()), "");
    }

    /**
     * One with another configuration.
     *
     * @param more what is added to the class path
     */
    Helidon(String name, Supplier<String> properties, String more) {
        super("helidon-" + name);
        this.properties = properties;
        this.more = more;
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        String java = Jdks.javaOfAtLeast(OLDEST_JDK).orElseGet(Helidon::withoutJdk);
        Path configuration = folder.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, properties.get() + "\nserver.host=localhost\nserver.port=" + port + '\n');
        String classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                Artifacts.target().resolve("server").toString() + "/*",
                more);
        return List.of(java, "-Xmx256m", "-cp", classPath, "io.helidon.Main");
    }

    /** Said in the log of the build as well, where nobody reads the reports of tests that did not run. */
    private static String withoutJdk() {
        String message = "NOT RUN: Helidon 4 needs a JDK " + OLDEST_JDK + " or later. Set JAVA_HOME_" + OLDEST_JDK
                + " to one; looked in " + Jdks.PLACES;
        LOG.warning(message);
        return abort(message);
    }
}
