/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Answer;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Question;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stand-in answers as the real server did when the exchanges were recorded. */
class VaultStandInTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "vault-recorded-exchanges.jsonl");

    /** Not in the stand-in, because the store does not use it; and what needs the recording's own waiting or its JWTs. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            ".*(rewrap|transit data key|transit key info|transit hmac|capabilities|check-and-set|kv2 metadata|kv2 list"
                    + "|wrapping lookup|seal-status|health|kubernetes|jwt|renew at 4s|near max ttl|expired token|batch token).*");

    private static final Set<String> DIFFERENT_EACH_TIME = Set.of(
            "request_id",
            "created_time",
            "deletion_time",
            "creation_time",
            "accessor",
            "client_token",
            "token",
            "entity_id",
            "secret_id",
            "ciphertext",
            "role_id",
            "secret_id_accessor",
            "wrapped_accessor",
            "metadata",
            "id",
            "ttl");

    private static final TestCertificate CLIENT = TestCertificate.ofClient("app");

    private final Map<String, String> ours = new HashMap<>();
    private String lastToken = "none yet";
    private String lastWrapping = "none yet";

    @Test
    void recorded_exchanges_are_answered_alike() throws Exception {
        VaultStandInState state = new VaultStandInState(VaultStandIn.ROOT);
        int compared = 0;
        for (String line : Files.readAllLines(RECORDED)) {
            JsonObject recorded = Json.createReader(new StringReader(line)).readObject();
            String name = recorded.getString("case");
            if (LEFT_OUT.matcher(name).matches()) {
                continue;
            }
            Answer answer = state.answer(question(recorded, name));
            assertThat(answer.status()).as(name).isEqualTo(recorded.getInt("status"));
            compare(name, answer.body() == null ? JsonValue.NULL : answer.body(), recorded.get("response"));
            compared++;
        }
        assertThat(compared).isGreaterThan(50);
    }

    private static X509Certificate certificate() throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(CLIENT.pem())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private Question question(JsonObject recorded, String name) throws IOException, CertificateException {
        String[] uri = recorded.getString("path").substring("/v1/".length()).split("\\?", 2);
        String token =
                switch (recorded.getString("auth")) {
                    case "root" -> VaultStandIn.ROOT;
                    case "token" -> lastToken;
                    default -> null;
                };
        if (name.contains("bogus")) {
            token = "hvs.bogus";
        } else if (name.startsWith("unwrap")) {
            token = lastWrapping;
        }
        JsonValue body = recorded.get("request");
        return new Question(
                recorded.getString("method"),
                uri[0].replaceAll("/$", ""),
                uri.length > 1 ? uri[1] : "",
                recorded.isNull("namespace") ? null : recorded.getString("namespace"),
                token,
                recorded.isNull("wrapTtl") ? null : recorded.getString("wrapTtl"),
                name.startsWith("cert login") && !name.contains("without") ? certificate() : null,
                body == JsonValue.NULL ? JsonValue.EMPTY_JSON_OBJECT : translated(body.asJsonObject()));
    }

    /** Ids of the recording become those that the stand-in has given out in their place. */
    private JsonObject translated(JsonObject body) throws IOException {
        String text = body.toString()
                .replace(
                        "<pem>",
                        Files.readString(CLIENT.pem()).replace("\n", "\\n").replace("\r", ""));
        for (Map.Entry<String, String> entry : ours.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return Json.createReader(new StringReader(text)).readObject();
    }

    private void compare(String where, JsonValue answered, JsonValue recorded) {
        if (answered instanceof JsonObject object && recorded instanceof JsonObject other) {
            for (String name : object.keySet()) {
                assertThat(other.keySet()).as(where).contains(name);
                note(name, object.get(name), other.get(name));
                if (!DIFFERENT_EACH_TIME.contains(name)) {
                    compare(where + "/" + name, object.get(name), other.get(name));
                } else if (name.equals("deletion_time")) {
                    // Not when, but whether.
                    assertThat(object.getString(name).isEmpty())
                            .isEqualTo(other.getString(name).isEmpty());
                }
            }
            if (other.containsKey("request_id") || other.containsKey("errors")) {
                assertThat(object.keySet()).as(where).containsExactlyInAnyOrderElementsOf(other.keySet());
            }
        } else if (answered instanceof JsonArray array && recorded instanceof JsonArray other) {
            assertThat(array).as(where).hasSameSizeAs(other);
            for (int i = 0; i < array.size(); i++) {
                compare(where + "/" + i, array.get(i), other.get(i));
            }
        } else {
            assertThat(String.valueOf(answered)).as(where).isEqualTo(String.valueOf(recorded));
        }
    }

    private void note(String name, JsonValue answered, JsonValue recorded) {
        if (answered instanceof JsonString text && recorded instanceof JsonString other) {
            if (name.equals("client_token")) {
                lastToken = text.getString();
            } else if (name.equals("token")) {
                lastWrapping = text.getString();
            } else if (name.equals("ciphertext")
                    || (name.endsWith("_id") && other.getString().length() > 20)) {
                ours.put(other.getString(), text.getString());
            }
        }
    }
}
