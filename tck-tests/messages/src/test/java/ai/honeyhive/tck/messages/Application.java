/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application in a process of its own. */
record Application(URI address, ServerProcess process) implements AutoCloseable {

    /** Starts it, and waits until it answers. */
    static Application start(String name, Broker broker, Map<String, String> settings) {
        URI address = URI.create("http://localhost:" + ServerProcess.freePort() + '/');
        URI console = Console.shared().url();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("HTTP_PORT", String.valueOf(address.getPort()));
        environment.put("KAFKA", broker.address());
        environment.put("HONEYHIVE_URL", console.toString());
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", console + "/sink");
        ServerProcess process = ServerProcess.start(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        Artifacts.target()
                                .resolve("quarkus-app/quarkus-run.jar")
                                .toString()),
                Artifacts.target(),
                environment);
        process.awaitAnswer(address.resolve("/ready"));
        return new Application(address, process);
    }

    @Override
    public void close() {
        process.close();
    }
}
