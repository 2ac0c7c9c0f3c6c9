/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.honeyhive.microprofile.secrets.internal.kubernetes.KubernetesServer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests and the page's commands against a real API server. Nothing runs in it: it has no nodes. */
class DeploymentOnServerTest {

    private static final List<String> SERVICES = List.of("gateway", "users", "llm");

    private static KubernetesServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = KubernetesServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static Stream<Path> manifests() throws IOException {
        return DeploymentTest.manifests();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_is_accepted(Path manifest) throws Exception {
        for (String object : Files.readString(manifest).split("(?m)^---\n", -1)) {
            HttpResponse<String> answer = server.admin("POST", collection(object) + "?dryRun=All", object);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    private static String collection(String object) {
        if (object.contains("kind: Namespace\n")) {
            return "/api/v1/namespaces";
        }
        return object.contains("kind: Deployment\n")
                ? "/apis/apps/v1/namespaces/default/deployments"
                : "/api/v1/namespaces/default/services";
    }

    /** As somebody does it who follows the page, in its order, in an empty cluster. */
    @Test
    void commands_of_the_page_bring_an_environment_with_its_secrets() throws Exception {
        assumeThat(DeploymentTest.onPath("kubectl"))
                .as("NOT RUN: the page's commands need kubectl, which is not on the PATH")
                .isTrue();
        copyManifests();
        for (String service : SERVICES) {
            Files.writeString(folder.resolve(service + ".key"), "hh_" + service);
        }
        List<String> commands = Page.read(Page.ROOT.resolve("docs/deployment.md")).snippets().stream()
                .map(Page.Snippet::code)
                .filter(code -> code.contains("kubectl "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(1);
        for (String command : commands) {
            run(command);
        }

        List<JsonObject> deployments = items("/apis/apps/v1/namespaces/production/deployments");
        assertThat(deployments)
                .extracting(deployment -> name(deployment) + " "
                        + deployment.getAsJsonObject("spec").get("replicas"))
                .containsExactlyInAnyOrder("gateway 2", "users 2", "llm 2");
        for (String service : SERVICES) {
            JsonObject secret = read("/api/v1/namespaces/production/secrets/honeyhive-" + service);
            assertThat(secret.getAsJsonObject("data").keySet()).containsExactly("api-key");
            String key = secret.getAsJsonObject("data").get("api-key").getAsString();
            assertThat(new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8))
                    .isEqualTo("hh_" + service);
        }
        assertThat(deployments.toString()).contains(name(telemetry()));
        assertThat(run("kubectl apply -k docs/deployment/production"))
                .as("a second time changes nothing")
                .doesNotContain("configured")
                .contains("deployment.apps/gateway unchanged");
    }

    private static JsonObject telemetry() throws Exception {
        return items("/api/v1/namespaces/production/configmaps").stream()
                .filter(map -> name(map).startsWith("telemetry-"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> items(String path) throws Exception {
        return StreamSupport.stream(read(path).getAsJsonArray("items").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static JsonObject read(String path) throws Exception {
        HttpResponse<String> answer = server.admin("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String name(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString();
    }

    private void copyManifests() throws IOException {
        Path from = Page.ROOT.resolve("docs/deployment");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve("docs/deployment").resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private String run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", server.kubeconfig().toString());
        // Where kubectl keeps what it has learnt of servers.
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s\n%s", command, output).isZero();
        return output;
    }
}
