/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gateway, user service and LLM service, each a server process of its own, with addresses from the environment as in a
 * cluster. HoneyHive is the console; its sink is the collector of the mesh.
 */
final class Services implements AutoCloseable {

    private final Path folder = Artifacts.target().resolve("server");
    private final List<ServerProcess> processes = new ArrayList<>();
    private final Map<String, String> telemetry;

    final URI gateway = address();
    final URI users = address();
    final URI llm = address();

    private Services(URI console) {
        String collector = console + "/sink";
        telemetry = Map.of(
                "HONEYHIVE_URL",
                console.toString(),
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector,
                // SmallRye's own default for this would beat the general one.
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                collector + "/v1/traces",
                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
                "http/protobuf");
    }

    /** Starts all of them beside each other, and waits until they answer. */
    static Services start() throws IOException {
        Services services = new Services(Console.shared().url());
        try {
            services.startLlm();
            services.startGateway();
            services.startUsers();
            List<URI> all = List.of(services.gateway, services.users, services.llm);
            for (int i = 0; i < all.size(); i++) {
                services.processes.get(i == 0 ? 1 : i == 1 ? 2 : 0).awaitAnswer(all.get(i).resolve("/ready"));
            }
            return services;
        } catch (Throwable thrown) {
            services.close();
            throw thrown;
        }
    }

    private void startLlm() {
        start(
                "llm",
                List.of(
                        java(),
                        "-Xmx512m",
                        "-jar",
                        folder.resolve("payara-micro.jar").toString(),
                        "--nocluster",
                        "--nohostaware",
                        "--port",
                        String.valueOf(llm.getPort()),
                        "--contextroot",
                        "/",
                        "--deploy",
                        folder.resolve("honeyhive-tck-services-llm.war").toString()),
                Map.of());
    }

    private void startGateway() throws IOException {
        Path home = folder.resolve("gateway");
        Path server = home.resolve("servers/gateway");
        Files.createDirectories(server.resolve("apps"));
        Files.copy(
                Path.of(System.getProperty("gateway.configuration")),
                server.resolve("server.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                folder.resolve("honeyhive-tck-services-gateway.war"),
                server.resolve("apps/gateway.war"),
                StandardCopyOption.REPLACE_EXISTING);
        Path script = folder.resolve("wlp/bin/server");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + script + " executable");
        }
        start(
                "gateway",
                List.of(script.toString(), "run", "gateway"),
                Map.of(
                        "WLP_USER_DIR", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JVM_ARGS", "-Xmx512m",
                        "HTTP_HOST", "localhost",
                        "HTTP_PORT", String.valueOf(gateway.getPort()),
                        "USERS_URL", users.toString()));
    }

    private void startUsers() {
        start(
                "users",
                List.of(java(), "-Xmx256m", "-jar", Path.of(System.getProperty("users.application")).toString()),
                Map.of(
                        "HTTP_HOST", "localhost",
                        "HTTP_PORT", String.valueOf(users.getPort()),
                        "LLM_URL", llm.toString()));
    }

    /** Asks the gateway in a process of its own, and gives the answer when that has ended. */
    String ask(String conversation, String user, String tracer, String question) throws IOException {
        List<String> command = List.of(
                java(),
                "-Xmx128m",
                "-cp",
                folder.resolve("client") + "/*",
                "ai.honeyhive.tck.services.client.Main",
                gateway.toString(),
                conversation,
                user,
                tracer,
                question);
        Path folderOfClient = Files.createDirectories(Artifacts.target().resolve("servers/client"));
        try (ServerProcess client = ServerProcess.start("client", command, folderOfClient, telemetry)) {
            return client.awaitLine("answer: ");
        }
    }

    private void start(String name, List<String> command, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(telemetry);
        all.putAll(environment);
        try {
            processes.add(ServerProcess.start(
                    name, command, Files.createDirectories(Artifacts.target().resolve("servers/" + name)), all));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static URI address() {
        return URI.create("http://localhost:" + ServerProcess.freePort() + '/');
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
