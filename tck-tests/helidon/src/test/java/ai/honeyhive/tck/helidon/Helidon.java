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

/** The application on Helidon. */
final class Helidon extends LaunchedServer {

    private final Mode mode;

    Helidon(Mode mode) {
        super("helidon-" + mode.path());
        this.mode = mode;
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        String java = Jdks.javaOfAtLeast(21)
                .orElseGet(() -> abort("Helidon 4 needs a JDK 21 or later, and neither JAVA_HOME nor another variable"
                        + " whose name begins so nor /usr/lib/jvm has one"));
        Path configuration = folder.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(configuration.getParent());
        Files.writeString(
                configuration,
                mode.properties(Console.shared().url()) + "server.host=localhost\nserver.port=" + port + '\n');
        String classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                Artifacts.target().resolve("server").toString() + "/*");
        return List.of(java, "-Xmx256m", "-cp", classPath, "io.helidon.Main");
    }
}
