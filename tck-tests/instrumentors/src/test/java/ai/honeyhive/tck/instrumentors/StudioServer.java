/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.LaunchedServer;
import ai.honeyhive.tck.OpenAiStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The application with the LLM libraries, as Quarkus builds it, and the stand-in that it takes for OpenAI. */
final class StudioServer extends LaunchedServer {

    private final OpenAiStandIn model = new OpenAiStandIn();
    private final String settings;

    /**
     * A server.
     *
     * @param settings what the application's configuration has beyond the addresses, as properties
     */
    StudioServer(String name, String settings) {
        super("instrumentors-" + name);
        this.settings = settings;
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        Path configuration = folder.resolve("config/application.properties");
        Files.createDirectories(configuration.getParent());
        String console = Console.shared().url().toString();
        Files.writeString(configuration, """
                quarkus.http.host=localhost
                quarkus.http.port=%d
                quarkus.otel.exporter.otlp.endpoint=%s/sink
                quarkus.langchain4j.openai.base-url=%s
                honeyhive.url=%s
                honeyhive.export.delay=50ms
                %s
                """.formatted(port, console, model.url(), console, settings));
        Path application = Artifacts.target().resolve("quarkus-app/quarkus-run.jar");
        return List.of(java(), "-Xmx256m", "-jar", application.toString());
    }
}
