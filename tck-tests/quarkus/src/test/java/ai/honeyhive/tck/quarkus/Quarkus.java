/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.LaunchedServer;
import ai.honeyhive.tck.MetricSink;
import ai.honeyhive.tck.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The application as Quarkus builds it. */
final class Quarkus extends LaunchedServer {

    private final Mode mode;
    private final Map<String, String> more;

    Quarkus(Mode mode) {
        this(mode, "", Map.of());
    }

    /** The same under another name, with more configuration. */
    Quarkus(Mode mode, String suffix, Map<String, String> more) {
        super("quarkus-" + mode.path() + suffix);
        this.mode = mode;
        this.more = more;
    }

    @Override
    protected List<String> prepare(Path folder, int port) throws IOException {
        Path configuration = folder.resolve("config/application.properties");
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, configuration(port));
        Path application = Artifacts.target().resolve("quarkus-app/quarkus-run.jar");
        return List.of(java(), "-Xmx256m", "-jar", application.toString());
    }

    /** The server's own telemetry has a prefix on Quarkus, and the sampler is fixed at build time, but its argument is not. */
    private String configuration(int port) {
        Map<String, String> all = mode.configuration(Console.shared().url());
        all.putAll(more);
        all.remove("otel.traces.sampler");
        // What can be set at build time only.
        all.keySet().removeIf(key -> key.matches("otel\\.(traces|metrics|logs)\\.exporter"));
        // Quarkus adds /v1/traces and /v1/metrics by itself.
        all.remove("otel.exporter.otlp.traces.endpoint");
        all.put("otel.exporter.otlp.metrics.endpoint", MetricSink.shared().url().toString());
        all.computeIfPresent("otel.metric.export.interval", (key, milliseconds) -> milliseconds + "ms");
        // A number alone is seconds on Quarkus, and milliseconds everywhere else.
        all.computeIfPresent("otel.bsp.schedule.delay", (key, milliseconds) -> milliseconds + "ms");
        all.put("otel.traces.sampler.arg", mode == Mode.DROPPED ? "0.0" : "1.0");
        String lines = all.entrySet().stream()
                .map(entry -> (entry.getKey().startsWith("otel.") ? "quarkus." : "")
                        + entry.getKey()
                        + '='
                        + entry.getValue())
                .collect(Collectors.joining("\n"));
        return lines + "\nquarkus.http.host=localhost\nquarkus.http.port=" + port + '\n';
    }
}
