/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Liberty server with the application deployed once a mode. Started before the first class that registers it, ended
 * with the last one: a start costs more than all tests.
 */
final class Liberty implements BeforeAllCallback {

    /** MicroProfile Telemetry 2.1: nothing to configure. */
    static final Liberty TELEMETRY_21 = new Liberty("mpTelemetry-2.1", "", Map.of());

    /** MicroProfile Telemetry 2.0: the application must be shown OpenTelemetry's classes. */
    static final Liberty TELEMETRY_20 =
            new Liberty("mpTelemetry-2.0", "<classloader apiTypeVisibility=\"+third-party\"/>", Map.of());

    private final String feature;
    private final String classLoader;
    private final Map<String, String> environment;
    private final String name;
    private final int port = ServerProcess.freePort();

    private Liberty(String feature, String classLoader, Map<String, String> environment) {
        this.feature = feature;
        this.classLoader = classLoader;
        this.environment = environment;
        this.name = feature + (environment.isEmpty() ? "" : "-runtime");
    }

    /** One SDK for all applications of the server, as the environment asks for: no application's SPI is loaded. */
    static Liberty runtimeMode() {
        return new Liberty(
                "mpTelemetry-2.1",
                "",
                Map.of(
                        "OTEL_SDK_DISABLED", "false",
                        "OTEL_TRACES_EXPORTER", "otlp",
                        "OTEL_METRICS_EXPORTER", "none",
                        "OTEL_LOGS_EXPORTER", "none",
                        "OTEL_BSP_SCHEDULE_DELAY", "100",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", Console.shared().url() + "/sink"));
    }

    URI application(Mode mode) {
        return URI.create("http://localhost:" + port + '/' + mode.path() + '/');
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Liberty.class))
                .getOrComputeIfAbsent(name, started -> new Running(start()), Running.class);
    }

    private ServerProcess start() {
        Path home = Artifacts.target().resolve("server/wlp");
        Path server = home.resolve("usr/servers").resolve(name);
        try {
            Files.createDirectories(server.resolve("apps"));
            Files.writeString(server.resolve("server.xml"), serverXml());
            Files.writeString(server.resolve("jvm.options"), "-Xmx512m\n");
            for (Mode mode : Mode.values()) {
                KitWar.of(mode, Console.shared().url())
                        .as(ZipExporter.class)
                        .exportTo(server.resolve("apps/" + mode.path() + ".war").toFile(), true);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot lay " + server + " ready", e);
        }
        home.resolve("bin/server").toFile().setExecutable(true);
        ServerProcess process = ServerProcess.start(
                name, List.of(home.resolve("bin/server").toString(), "run", name), server, environment);
        for (Mode mode : Mode.values()) {
            process.awaitAnswer(application(mode).resolve("kit/mumble?call=ready&question=ready"));
        }
        return process;
    }

    private String serverXml() {
        StringBuilder applications = new StringBuilder();
        for (Mode mode : Mode.values()) {
            applications.append("    <webApplication location=\"%s.war\" contextRoot=\"/%s\">%s</webApplication>%n"
                    .formatted(mode.path(), mode.path(), classLoader));
        }
        return """
                <server>
                    <featureManager>
                        <feature>restfulWS-3.1</feature>
                        <feature>cdi-4.0</feature>
                        <feature>mpConfig-3.1</feature>
                        <feature>%s</feature>
                    </featureManager>
                    <httpEndpoint id="defaultHttpEndpoint" host="localhost" httpPort="%d" httpsPort="-1"/>
                %s</server>
                """.formatted(feature, port, applications);
    }

    private record Running(ServerProcess process) implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            process.close();
        }
    }
}
