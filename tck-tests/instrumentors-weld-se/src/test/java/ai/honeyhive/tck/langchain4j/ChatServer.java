/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.LaunchedServer;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.OpenAiStandIn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The application on Weld SE, and the stand-in that it takes for OpenAI. */
final class ChatServer extends LaunchedServer {

    private final OpenAiStandIn model = new OpenAiStandIn();
    private final String foreign;

    ChatServer(String foreign) {
        super("instrumentors-weld-se-" + foreign);
        this.foreign = foreign;
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        Path configuration = folder.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(configuration.getParent());
        Files.writeString(
                configuration,
                Mode.ON.tracingProperties(Console.shared().url()) + "honeyhive.spans.foreign=" + foreign
                        + "\nmodel.url=" + model.url() + '\n');
        String classPath = String.join(
                File.pathSeparator,
                folder.toString(),
                Artifacts.target().resolve("classes").toString(),
                Artifacts.target().resolve("server").toString() + "/*");
        return List.of(java(), "-Xmx256m", "-cp", classPath, Main.class.getName(), String.valueOf(port));
    }
}
