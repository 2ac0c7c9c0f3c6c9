/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.AwsSdk;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.LaunchedServer;
import ai.honeyhive.tck.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The application on Weld SE. */
final class WeldSe extends LaunchedServer {

    /** What a canary is searched in must say everything. */
    private static final String EVERYTHING = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            .level=FINE
            ai.honeyhive.level=FINEST
            jdk.httpclient.level=FINEST
            """;

    private final Supplier<String> properties;
    private final boolean secrets;

    WeldSe(Mode mode) {
        this(mode, "", Map.of());
    }

    /** The same under another name, with more configuration. */
    WeldSe(Mode mode, String suffix, Map<String, String> more) {
        this(mode.path() + suffix, () -> mode.properties(Console.shared().url()) + lines(more), false);
    }

    private static String lines(Map<String, String> properties) {
        StringBuilder lines = new StringBuilder();
        properties.forEach(
                (key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return lines.toString();
    }

    private WeldSe(String name, Supplier<String> properties, boolean secrets) {
        super("weld-se-" + name);
        this.properties = properties;
        this.secrets = secrets;
    }

    /** One with the secrets module, and with a log at the finest level. */
    static WeldSe withSecrets(String name, Supplier<String> properties) {
        return new WeldSe(name, properties, true);
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        Path configuration = folder.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, properties.get());
        Path logging = Files.writeString(folder.resolve("logging.properties"), secrets ? EVERYTHING : "");
        String classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                Artifacts.target().resolve("classes").toString(),
                Artifacts.target().resolve("server").toString() + "/*",
                secrets ? withAws(Artifacts.jar("honeyhive-secrets")) : folder.toString());
        String main = Main.class.getName();
        String logs = "-Djava.util.logging.config.file=" + logging;
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
        if (secrets) {
            command.add(logs);
            command.addAll(AwsSdk.CREDENTIALS);
        }
        command.addAll(List.of("-cp", classPath, main, String.valueOf(port)));
        return command;
    }

    private static String withAws(Path secrets) {
        return secrets
                + File.pathSeparator
                + AwsSdk.jars().stream().map(File::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
