/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store over the real SDK, against a stand-in that speaks the documented protocol of GetSecretValue. */
class AwsStoreTest {

    private final AtomicReference<JsonObject> asked = new AtomicReference<>();
    private final AtomicReference<String> authorization = new AtomicReference<>("");
    private final List<String> targets = new CopyOnWriteArrayList<>();

    /** Answered first. */
    private final Queue<JsonObject> batches = new ConcurrentLinkedQueue<>();

    private volatile int status = 200;
    private volatile JsonObject answer;
    private HttpServer server;
    private AwsStore store;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "canary-secret-access-key");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            targets.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            asked.set(Json.createReader(new StringReader(
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)))
                    .readObject());
            JsonObject batch = batches.poll();
            byte[] body = (batch == null ? answer : batch).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(batch != null && batch.containsKey("__type") ? 400 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        store = new AwsStore(
                "eu-central-1",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void json_secret_gives_its_top_level_fields() throws Exception {
        answer = secret().add("SecretString", "{\"user\":\"u\",\"password\":\"p$\\\\\",\"n\":5432,\"more\":{}}")
                .build();
        SecretDocument document = store.read("prod/db", null);
        assertThat(document.fields())
                .containsOnly(
                        java.util.Map.entry("user", "u"),
                        java.util.Map.entry("password", "p$\\"),
                        java.util.Map.entry("n", "5432"));
        assertThat(document.version()).isEqualTo("v-1");
        assertThat(asked.get().getString("SecretId")).isEqualTo("prod/db");
        assertThat(asked.get()).doesNotContainKeys("VersionId", "VersionStage");
        assertThat(authorization.get()).startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
    }

    @Test
    void text_and_binary_secrets_give_one_value() throws Exception {
        answer = secret().add("SecretString", "{not json").build();
        assertThat(store.read("a", null).fields()).containsEntry("", "{not json");
        answer = secret().add(
                        "SecretBinary", Base64.getEncoder().encodeToString("bytes".getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThat(store.read("a", null).fields()).containsEntry("", "bytes");
    }

    @Test
    void many_secrets_are_one_request_and_what_it_leaves_out_is_asked_by_itself() throws Exception {
        batches.add(Json.createObjectBuilder()
                .add("SecretValues", Json.createArrayBuilder().add(entry("a", "{\"k\":\"va\"}")))
                .add("NextToken", "more")
                .build());
        batches.add(Json.createObjectBuilder()
                .add("SecretValues", Json.createArrayBuilder().add(entry("b", "vb")))
                .add(
                        "Errors",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("SecretId", "c")
                                        .add("ErrorCode", "ResourceNotFoundException")
                                        .add("Message", "x")))
                .build());
        store.readingSoon(new LinkedHashSet<>(List.of("a", "b", "c")));
        assertThat(asked.get().getString("NextToken")).isEqualTo("more");
        assertThat(asked.get().getJsonArray("SecretIdList")).hasSize(3);
        assertThat(store.read("a", null).fields()).containsEntry("k", "va");
        assertThat(store.read("b", null).fields()).containsEntry("", "vb");
        assertThat(targets).containsOnly("secretsmanager.BatchGetSecretValue").hasSize(2);

        status = 400;
        answer = Json.createObjectBuilder()
                .add("__type", "ResourceNotFoundException")
                .add("message", "x")
                .build();
        assertThatThrownBy(() -> store.read("c", null)).hasMessageContaining("aws:c");
        assertThat(targets).hasSize(3).endsWith("secretsmanager.GetSecretValue");
    }

    @Test
    void named_versions_and_second_reads_are_asked_by_themselves() throws Exception {
        batches.add(Json.createObjectBuilder()
                .add(
                        "SecretValues",
                        Json.createArrayBuilder().add(entry("a", "batch")).add(entry("b", "batch")))
                .build());
        answer = secret().add("SecretString", "single").build();
        store.readingSoon(new LinkedHashSet<>(List.of("a", "b")));
        assertThat(store.read("a", "AWSPREVIOUS").fields()).containsEntry("", "single");
        assertThat(store.read("a", null).fields()).containsEntry("", "batch");
        assertThat(store.read("a", null).fields()).containsEntry("", "single");
    }

    @Test
    void role_that_may_not_read_many_at_once_is_not_asked_to_again() throws Exception {
        batches.add(Json.createObjectBuilder()
                .add("__type", "AccessDeniedException")
                .add("message", "x")
                .build());
        answer = secret().add("SecretString", "single").build();
        store.readingSoon(new LinkedHashSet<>(List.of("a", "b")));
        assertThat(store.read("a", null).fields()).containsEntry("", "single");
        store.readingSoon(new LinkedHashSet<>(List.of("a", "b")));
        assertThat(targets).containsExactly("secretsmanager.BatchGetSecretValue", "secretsmanager.GetSecretValue");
    }

    @Test
    void more_than_twenty_secrets_are_several_requests() throws Exception {
        JsonObject none = Json.createObjectBuilder()
                .add("SecretValues", Json.createArrayBuilder())
                .build();
        batches.add(none);
        batches.add(none);
        store.readingSoon(IntStream.range(0, 21).mapToObj(i -> "s" + i).collect(Collectors.toSet()));
        assertThat(targets).hasSize(2);
        assertThat(asked.get().getJsonArray("SecretIdList")).hasSize(1);
    }

    private static JsonObjectBuilder entry(String name, String secret) {
        return Json.createObjectBuilder()
                .add("ARN", "arn:aws:secretsmanager:eu-central-1:1:secret:" + name + "-AbCdEf")
                .add("Name", name)
                .add("VersionId", "v-1")
                .add("SecretString", secret);
    }

    @Test
    void version_is_a_stage_or_an_id() throws Exception {
        answer = secret().add("SecretString", "x").build();
        store.read("a", "AWSPREVIOUS");
        assertThat(asked.get().getString("VersionStage")).isEqualTo("AWSPREVIOUS");
        store.read("a", "11111111-2222-3333-4444-555555555555");
        assertThat(asked.get().getString("VersionId")).startsWith("11111111");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, x, NOT_FOUND",
        "400, AccessDeniedException, x, DENIED",
        "400, DecryptionFailure, x, DENIED",
        "400, InvalidSignatureException, x, DENIED",
        "400, InvalidRequestException, marked for deletion, DELETED",
        "400, ThrottlingException, x, UNAVAILABLE",
        "400, ExpiredTokenException, x, UNAVAILABLE",
        "500, InternalServiceError, x, UNAVAILABLE"
    })
    void errors_have_their_kind_and_show_no_credential(int code, String type, String message, Kind kind) {
        status = code;
        answer = Json.createObjectBuilder()
                .add("__type", type)
                .add("message", message)
                .build();
        assertThatThrownBy(() -> store.read("prod/db", null))
                .isInstanceOfSatisfying(
                        SecretStoreException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining("aws:prod/db")
                .hasMessageNotContaining("canary");
    }

    @Test
    void service_that_cannot_be_reached_is_unavailable() {
        server.stop(0);
        assertThatThrownBy(() -> store.read("a", null))
                .isInstanceOfSatisfying(
                        SecretStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageNotContaining("canary");
    }

    private static JsonObjectBuilder secret() {
        return Json.createObjectBuilder()
                .add("ARN", "arn:aws:secretsmanager:eu-central-1:1:secret:a-AbCdEf")
                .add("Name", "a")
                .add("VersionId", "v-1")
                .add("CreatedDate", 1.0);
    }
}
