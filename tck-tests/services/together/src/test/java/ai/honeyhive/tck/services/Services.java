/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.Keys;
import ai.honeyhive.tck.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gateway, user service and LLM service, each a server process of its own, with addresses from the environment as in a
 * cluster. The console stands for HoneyHive; its sink, a plain OTLP receiver, for the Jaeger or the collector of the mesh.
 */
final class Services implements AutoCloseable {

    private final Path client = Path.of(System.getProperty("client.folder"));
    private final Path folder = Artifacts.target().resolve("server");
    private final List<ServerProcess> processes = new ArrayList<>();
    private final Map<String, String> telemetry;

    final URI gateway = address();
    final URI users = address();
    final URI llm = address();

    /** Where each shows its metrics to Prometheus. */
    final Map<String, URI> metrics = Map.of(
            "gateway", gateway.resolve("/metrics"),
            "users", address().resolve("/metrics"),
            "llm", address().resolve("/metrics"));

    private Services(URI console) {
        String collector = console.resolve("/sink").toString();
        telemetry = Map.of(
                "HH_API_KEY",
                Keys.DEFAULT,
                "HONEYHIVE_URL",
                console.toString(),
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector,
                // SmallRye's own defaults for these would beat the general ones.
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                collector + "/v1/traces",
                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
                "http/protobuf");
    }

    /** Starts all of them beside each other, and waits until they answer. */
    static Services start() throws IOException {
        Services services = new Services(Console.shared().url());
        try {
            ServerProcess llm = services.startLlm();
            ServerProcess gateway = services.startGateway();
            ServerProcess users = services.startUsers();
            users.awaitAnswer(services.users.resolve("/ready"));
            gateway.awaitAnswer(services.gateway.resolve("/ready"));
            llm.awaitAnswer(services.llm.resolve("/ready"));
            return services;
        } catch (Throwable thrown) {
            services.close();
            throw thrown;
        }
    }

    private ServerProcess startLlm() throws IOException {
        return start(
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
                Map.of(
                        "PROMETHEUS_HOST",
                        "localhost",
                        "PROMETHEUS_PORT",
                        String.valueOf(metrics.get("llm").getPort())));
    }

    private ServerProcess startGateway() throws IOException {
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
        Path secrets = folder.resolve("secrets");
        Files.createDirectories(secrets.resolve("honeyhive"));
        Files.writeString(secrets.resolve("honeyhive/api-key"), Keys.DEFAULT);
        return start(
                "gateway",
                List.of(script.toString(), "run", "gateway"),
                Map.of(
                        "HONEYHIVE_SECRETS_STORE_FILE_DIRECTORY", secrets.toString(),
                        // The key of the others is not its own.
                        "HH_API_KEY", "",
                        "WLP_USER_DIR", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JVM_ARGS", "-Xmx512m",
                        "HTTP_HOST", "localhost",
                        "HTTP_PORT", String.valueOf(gateway.getPort()),
                        "USERS_URL", users.toString()));
    }

    private ServerProcess startUsers() throws IOException {
        return start(
                "users",
                List.of(java(), "-Xmx256m", "-jar", System.getProperty("users.application")),
                Map.of(
                        "HTTP_HOST", "localhost",
                        "HTTP_PORT", String.valueOf(users.getPort()),
                        "PROMETHEUS_PORT", String.valueOf(metrics.get("users").getPort()),
                        "LLM_URL", llm.toString()));
    }

    /** Asks the gateway in a process of its own, the fourth, and gives the answer when that has ended. */
    String ask(String conversation, String user, String tracer, String question) throws IOException {
        return line("answer: ", output(java(), conversation, user, tracer, question));
    }

    /** The same on a JVM of somebody's choice; gives the thread from which it asked. */
    String threadOf(String java, String conversation, String question) throws IOException {
        return line("thread: ", output(java, conversation, "maria", "", question));
    }

    /** The metrics of a service as Prometheus gets them. */
    String scrape(String name) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(metrics.get(name))
                                .header("Accept", "text/plain")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(metrics.get(name) + " answers " + response.statusCode());
        }
        return response.body();
    }

    private String output(String java, String conversation, String user, String tracer, String question)
            throws IOException {
        List<String> command = List.of(
                java,
                "-Xmx128m",
                "-cp",
                client.resolve("client.jar") + File.pathSeparator + client.resolve("class-path") + "/*",
                "ai.honeyhive.tck.services.client.Main",
                gateway.toString(),
                conversation,
                user,
                tracer,
                question);
        try (ServerProcess process = ServerProcess.start("client", command, folderOf("client"), telemetry)) {
            if (process.awaitEnd() != 0) {
                throw new IOException("The client failed:\n" + process.output());
            }
            return process.output();
        }
    }

    private static String line(String begin, String output) throws IOException {
        return output.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElseThrow(() -> new IOException("No line begins with " + begin + ":\n" + output));
    }

    private ServerProcess start(String name, List<String> command, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(telemetry);
        all.putAll(environment);
        ServerProcess process = ServerProcess.start(name, command, folderOf(name), all);
        processes.add(process);
        return process;
    }

    private static Path folderOf(String name) throws IOException {
        return Files.createDirectories(Artifacts.target().resolve("servers").resolve(name));
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
