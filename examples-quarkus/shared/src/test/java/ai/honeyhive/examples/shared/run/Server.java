/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The servers that the examples run on, and how each is started and told things. */
public enum Server {
    /** The fast-jar that {@code quarkus:build} makes. */
    QUARKUS("Quarkus", 8080, "QUARKUS_HTTP_PORT", "JAVA_TOOL_OPTIONS", "/q/health/ready") {
        @Override
        List<String> command(Path target) {
            return List.of(
                    Java.command(),
                    "-jar",
                    target.resolve("quarkus-app/quarkus-run.jar").toString());
        }

        @Override
        Map<String, String> otlp(URI endpoint) {
            return Map.of(
                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                    endpoint.toString(),
                    "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                    "http/protobuf");
        }
    },

    /** The server that {@code liberty:create} and {@code liberty:deploy} make. */
    OPEN_LIBERTY("Open Liberty", 9080, "HTTP_PORT", "JVM_ARGS", "/health/ready") {
        @Override
        List<String> command(Path target) {
            return List.of(target.resolve("liberty/wlp/bin/server").toString(), "run", "assistant");
        }

        @Override
        Map<String, String> otlp(URI endpoint) {
            return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.toString());
        }
    };

    private final String title;
    private final int usualPort;
    private final String portVariable;
    private final String optionsVariable;
    private final String readiness;

    Server(String title, int usualPort, String portVariable, String optionsVariable, String readiness) {
        this.title = title;
        this.usualPort = usualPort;
        this.portVariable = portVariable;
        this.optionsVariable = optionsVariable;
        this.readiness = readiness;
    }

    abstract List<String> command(Path target);

    /** The settings that send the server's own telemetry to an OTLP receiver. */
    abstract Map<String, String> otlp(URI endpoint);

    String title() {
        return title;
    }

    int usualPort() {
        return usualPort;
    }

    String portVariable() {
        return portVariable;
    }

    /** The variable with more options for its {@code java}. */
    String optionsVariable() {
        return optionsVariable;
    }

    /** The package of its example. */
    String packageName() {
        return "ai.honeyhive.examples." + title.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** The path of MicroProfile Health's readiness checks. */
    String readiness() {
        return readiness;
    }
}
