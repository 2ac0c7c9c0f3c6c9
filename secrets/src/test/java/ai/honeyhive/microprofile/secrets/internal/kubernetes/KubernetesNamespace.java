/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A namespace of one test in a {@link KubernetesServer}, with a service account {@code my-app} and its token in a file. */
final class KubernetesNamespace {

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

    private final KubernetesServer server;
    private final String name;
    private final String uid;
    private final Path tokenFile;

    KubernetesNamespace(KubernetesServer server, String name, Path directory) throws Exception {
        this.server = server;
        this.name = name;
        created("/api/v1/namespaces", "metadata: {name: " + name + "}");
        uid = json(created(core("serviceaccounts"), "metadata: {name: my-app}"))
                .getJsonObject("metadata")
                .getString("uid");
        tokenFile = directory.resolve("token");
        writeToken(requestedToken());
    }

    /** The role and its binding that users paste, as they stand in the documentation. */
    static String documentedRole() throws IOException {
        return Pattern.compile("```yaml\n(apiVersion: rbac.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "secrets.md")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** Creates a role and a binding, in this order, from one text. */
    void allow(String roleAndBinding) throws Exception {
        String[] parts = roleAndBinding.split("---\n", -1);
        assertThat(parts).hasSize(2);
        created(RBAC + "/namespaces/" + name + "/roles", parts[0]);
        created(RBAC + "/namespaces/" + name + "/rolebindings", parts[1]);
    }

    void create(String secret, String key, String value) throws Exception {
        JsonObject body = Json.createObjectBuilder()
                .add("metadata", Json.createObjectBuilder().add("name", secret))
                .add("stringData", Json.createObjectBuilder().add(key, value))
                .build();
        created(core("secrets"), body.toString());
    }

    /** Changes a value. Returns the version of the whole store after it. */
    long change(String secret, String key, String value) throws Exception {
        HttpResponse<String> answer = server.admin(
                "PATCH",
                core("secrets/" + secret),
                Json.createObjectBuilder()
                        .add("stringData", Json.createObjectBuilder().add(key, value))
                        .build()
                        .toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Long.parseLong(json(answer).getJsonObject("metadata").getString("resourceVersion"));
    }

    void delete(String resource) throws Exception {
        HttpResponse<String> answer = server.admin("DELETE", core(resource), "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What the service account is answered. */
    HttpResponse<String> ask(String method, String resource, String body) throws Exception {
        return server.send(Files.readString(tokenFile), method, core(resource), "application/json", body);
    }

    String core(String resource) {
        return "/api/v1/namespaces/" + name + "/" + resource;
    }

    void writeToken(String token) throws IOException {
        Files.writeString(tokenFile, token);
    }

    /** A token by the TokenRequest API, as the kubelet puts it into a pod. */
    String requestedToken() throws Exception {
        HttpResponse<String> answer = created(
                core("serviceaccounts/my-app/token"),
                "{apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: {expirationSeconds: 600}}");
        return json(answer).getJsonObject("status").getString("token");
    }

    /** A token that ends earlier than the ten minutes that TokenRequest gives at least, signed with the server's key. */
    String tokenUntil(Instant end) throws GeneralSecurityException {
        String claims = Json.createObjectBuilder()
                .add("iss", KubernetesServer.ISSUER)
                .add("aud", Json.createArrayBuilder().add(KubernetesServer.ISSUER))
                .add("sub", "system:serviceaccount:" + name + ":my-app")
                .add("exp", end.getEpochSecond())
                .add("iat", end.getEpochSecond() - 600)
                .add("nbf", end.getEpochSecond() - 600)
                .add(
                        "kubernetes.io",
                        Json.createObjectBuilder()
                                .add("namespace", name)
                                .add(
                                        "serviceaccount",
                                        Json.createObjectBuilder()
                                                .add("name", "my-app")
                                                .add("uid", uid)))
                .build()
                .toString();
        String signed = base64("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        byte[] key = Base64.getMimeDecoder().decode(server.signingKey().replaceAll("-----[^-]+-----", ""));
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A configuration of an application that runs as the service account. */
    TestConfig config(String... settings) {
        Map<String, String> all = new HashMap<>();
        all.put("honeyhive.secrets.store.k8s.api-server", server.address());
        all.put("honeyhive.secrets.store.k8s.ca-file", server.caFile().toString());
        all.put("honeyhive.secrets.store.k8s.token-file", tokenFile.toString());
        all.put("honeyhive.secrets.store.k8s.namespace", name);
        all.put("honeyhive.secrets.store.k8s.refresh", "1h");
        all.put("honeyhive.secrets.store.k8s.timeout", "30s");
        all.put("honeyhive.secrets.map.k", "k8s:honeyhive#api-key");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return TestConfig.of(all);
    }

    private HttpResponse<String> created(String path, String body) throws Exception {
        HttpResponse<String> answer = server.admin("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }
}
