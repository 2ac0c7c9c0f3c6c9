/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.internal.TestCertificate;
import ai.honeyhive.microprofile.secrets.internal.http.StoreHttpAccess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A server and how tests set it up: the stand-in, or a real Vault or OpenBao whose address, root token and certificate
 * stand in {@code HONEYHIVE_TEST_VAULT_ADDR}, {@code HONEYHIVE_TEST_VAULT_TOKEN} and {@code HONEYHIVE_TEST_VAULT_CACERT}.
 */
record VaultUnderTest(String name, URI address, String root, Path ca) {

    /** A setting of a KV engine, policy and login of its own, for one test. */
    record Setup(String mount, String policy, String role) {}

    static VaultUnderTest of(VaultStandIn standIn) {
        return new VaultUnderTest("stand-in", standIn.address(), VaultStandIn.ROOT, standIn.caFile());
    }

    static VaultUnderTest ofEnvironment() {
        String address = System.getenv("HONEYHIVE_TEST_VAULT_ADDR");
        String ca = System.getenv("HONEYHIVE_TEST_VAULT_CACERT");
        return address == null
                ? null
                : new VaultUnderTest(
                        "real server",
                        URI.create(address),
                        System.getenv("HONEYHIVE_TEST_VAULT_TOKEN"),
                        ca == null ? null : Path.of(ca));
    }

    /** A KV engine, and a policy that allows to read {@code app} in it. */
    Setup setUp(String kvVersion) {
        String id = "t" + UUID.randomUUID().toString().substring(0, 8);
        String path = id + (kvVersion.equals("2") ? "/data/" : "/") + "app";
        admin("POST", "sys/mounts/" + id, "{\"type\":\"kv\",\"options\":{\"version\":\"" + kvVersion + "\"}}");
        admin(
                "PUT",
                "sys/policies/acl/" + id,
                Json.createObjectBuilder()
                        .add("policy", policyOfTheDocumentation().replace("secret/data/honeyhive", path))
                        .build()
                        .toString());
        return new Setup(id, id, id);
    }

    /** A transit engine with the keys {@code app} and {@code other}, and a policy for the first. */
    Setup setUpTransit() {
        String id = "t" + UUID.randomUUID().toString().substring(0, 8);
        admin("POST", "sys/mounts/" + id, "{\"type\":\"transit\"}");
        admin("POST", id + "/keys/app", "{\"type\":\"aes256-gcm96\"}");
        admin("POST", id + "/keys/other", "{\"type\":\"aes256-gcm96\"}");
        admin(
                "PUT",
                "sys/policies/acl/" + id,
                Json.createObjectBuilder()
                        .add(
                                "policy",
                                "path \"" + id + "/decrypt/app\" { capabilities = [\"update\"] }\npath \"" + id
                                        + "/encrypt/app\" { capabilities = [\"update\"] }")
                        .build()
                        .toString());
        return new Setup(id, id, id);
    }

    /** What users paste is what all these tests run with. */
    private static String policyOfTheDocumentation() {
        try {
            return Pattern.compile("```hcl\n(.*?)\n```", Pattern.DOTALL)
                    .matcher(Files.readString(documentation()))
                    .results()
                    .map(match -> match.group(1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also from the folder of another module. */
    private static Path documentation() {
        Path page = Path.of("docs", "secrets.md");
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(page))) {
                return folder.resolve(page);
            }
        }
        throw new IllegalStateException(
                "There is no " + page + " above " + Path.of("").toAbsolutePath());
    }

    /** A login role for a setup; methods are enabled by the first test that needs them. */
    void approle(Setup setup, String limits) {
        enable("approle");
        admin(
                "POST",
                "auth/approle/role/" + setup.role(),
                "{\"token_policies\":\"" + setup.policy() + "\"" + (limits.isEmpty() ? "" : "," + limits) + "}");
    }

    /** A role for a certificate; its token is used up after moments, so that a login follows. */
    void certificate(Setup setup, String role, TestCertificate certificate) throws IOException {
        admin(
                "POST",
                "auth/cert/certs/" + role,
                Json.createObjectBuilder()
                        .add("certificate", Files.readString(certificate.pem()))
                        .add("allowed_common_names", "app")
                        .add("token_policies", setup.policy())
                        .add("token_ttl", "2s")
                        .add("token_max_ttl", "2s")
                        .build()
                        .toString());
    }

    void enable(String method) {
        ask("POST", "sys/auth/" + method, "{\"type\":\"" + method + "\"}", null, null);
    }

    String roleId(Setup setup) {
        return admin("GET", "auth/approle/role/" + setup.role() + "/role-id", null)
                .getJsonObject("data")
                .getString("role_id");
    }

    String secretId(Setup setup) {
        return admin("POST", "auth/approle/role/" + setup.role() + "/secret-id", "{}")
                .getJsonObject("data")
                .getString("secret_id");
    }

    void write(Setup setup, String path, String json) {
        boolean two = path.startsWith("data/");
        admin("POST", setup.mount() + "/" + path, two ? "{\"data\":" + json + "}" : json);
    }

    JsonObject admin(String method, String path, String body) {
        return ask(method, path, body, null, null);
    }

    JsonObject ask(String method, String path, String body, String namespace, String wrapTtl) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
                    .header("X-Vault-Token", root)
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            if (namespace != null) {
                request.header("X-Vault-Namespace", namespace);
            }
            if (wrapTtl != null) {
                request.header("X-Vault-Wrap-TTL", wrapTtl);
            }
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(StoreHttpAccess.trusting(ca))
                    .build();
            String answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return answer.isEmpty()
                    ? JsonValue.EMPTY_JSON_OBJECT
                    : Json.createReader(new StringReader(answer)).readObject();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
