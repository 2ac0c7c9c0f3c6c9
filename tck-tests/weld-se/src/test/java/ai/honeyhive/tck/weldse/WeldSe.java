/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.LaunchedServer;
import ai.honeyhive.tck.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The application on Weld SE. */
final class WeldSe extends LaunchedServer {

    private final Mode mode;
    private final Map<String, String> more;

    WeldSe(Mode mode) {
        this(mode, "", Map.of());
    }

    /** The same under another name, with more configuration. */
    WeldSe(Mode mode, String suffix, Map<String, String> more) {
        super("weld-se-" + mode.path() + suffix);
        this.mode = mode;
        this.more = more;
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        Path configuration = folder.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(configuration.getParent());
        StringBuilder lines = new StringBuilder(mode.properties(Console.shared().url()));
        more.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
        Files.writeString(configuration, lines);
        String classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                Artifacts.target().resolve("classes").toString(),
                Artifacts.target().resolve("server").toString() + "/*");
        return List.of(java(), "-Xmx256m", "-cp", classPath, Main.class.getName(), String.valueOf(port));
    }
}
