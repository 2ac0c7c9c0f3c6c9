/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.data;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.duration;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.envelope;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.errors;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.object;

import ai.honeyhive.microprofile.secrets.internal.aws.AwsSignature;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Answer;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Question;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tokens and logins of the stand-in. */
final class VaultStandInAuth {

    private static final Duration ENDLESS = Duration.ofDays(3650);

    /** A token; root has no end. */
    static final class Token {
        private final String value = "hvs." + UUID.randomUUID();
        private final List<String> policies;
        private final Duration life;
        private final boolean renewable;
        private final long maximum;
        private long end;
        private boolean root;

        Token(List<String> policies, Duration life, Duration longest, boolean renewable) {
            this.policies = policies;
            this.life = life;
            this.renewable = renewable;
            this.maximum = System.nanoTime() + longest.toNanos();
            this.end = Math.min(System.nanoTime() + life.toNanos(), maximum);
        }

        boolean root() {
            return root;
        }

        List<String> policies() {
            return policies;
        }

        private long left() {
            return root ? 0 : Math.max(0, Math.round((end - System.nanoTime()) / 1e9));
        }
    }

    /** A login's role, whatever the method: what the token gets, and what is demanded. */
    private static final class Role {
        private final JsonObject settings;
        private final String roleId = UUID.randomUUID().toString();
        private final Map<String, Integer> secretIds = new HashMap<>();

        Role(JsonObject settings) {
            this.settings = settings;
        }
    }

    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, JsonObject> wrapped = new HashMap<>();

    VaultStandInAuth(String rootToken) {
        Token root = new Token(List.of("root"), ENDLESS, ENDLESS, false);
        root.root = true;
        tokens.put(rootToken, root);
    }

    Token token(String value) {
        Token token = tokens.get(value);
        return token == null || System.nanoTime() - token.end >= 0 ? null : token;
    }

    void expireTokens() {
        tokens.values().removeIf(token -> !token.root());
    }

    /** Logins, and what a wrapping token may do. */
    Answer withoutToken(Question question) {
        String path = question.path();
        if (path.equals("sys/wrapping/unwrap")) {
            JsonObject inside = wrapped.remove(question.token());
            return inside == null
                    ? errors(400, "wrapping token is not valid or does not exist")
                    : new Answer(200, inside);
        }
        if (path.equals("auth/approle/login")) {
            return approle(question.body());
        }
        if (path.equals("auth/kubernetes/login") || path.equals("auth/jwt/login")) {
            return jwt(path.contains("kubernetes"), question.body());
        }
        if (path.equals("auth/cert/login")) {
            return cert(question);
        }
        if (path.equals("auth/aws/login")) {
            return aws(question.body());
        }
        if (path.startsWith("auth/userpass/login/")) {
            Role user = roles.get("userpass/" + path.substring("auth/userpass/login/".length()));
            boolean right = user != null
                    && user.settings
                            .getString("password")
                            .equals(question.body().getString("password", ""));
            return right ? loggedIn(user) : errors(400, "invalid username or password");
        }
        return null;
    }

    private Answer approle(JsonObject body) {
        if (!body.containsKey("secret_id")) {
            return errors(400, "missing secret_id");
        }
        for (Map.Entry<String, Role> entry : roles.entrySet()) {
            Role role = entry.getValue();
            Integer uses = role.secretIds.get(body.getString("secret_id"));
            if (entry.getKey().startsWith("approle/")
                    && role.roleId.equals(body.getString("role_id", ""))
                    && uses != null) {
                if (uses == 1) {
                    role.secretIds.remove(body.getString("secret_id"));
                } else if (uses > 1) {
                    role.secretIds.put(body.getString("secret_id"), uses - 1);
                }
                return loggedIn(role);
            }
        }
        return errors(400, "invalid role or secret ID");
    }

    /** The one JWT that is good is the one that a test has put into the role: signatures are another's business. */
    private Answer jwt(boolean kubernetes, JsonObject body) {
        if (!body.containsKey("role")) {
            return errors(400, "missing role");
        }
        Role role = roles.get((kubernetes ? "kubernetes/" : "jwt/") + body.getString("role"));
        if (role == null) {
            return errors(400, "invalid role name \"" + body.getString("role") + "\"");
        }
        if (role.settings.getString("test_good_jwt", "").equals(body.getString("jwt"))) {
            return loggedIn(role);
        }
        return kubernetes
                ? VaultStandInState.DENIED
                : errors(
                        400,
                        "error validating token: invalid audience (aud) claim: audience claim does not match any"
                                + " expected audience");
    }

    /** A real server has AWS check the signature; here it is enough that it was made with the role's key. */
    private Answer aws(JsonObject body) {
        Role role = roles.get("aws/" + body.getString("role", ""));
        if (role == null) {
            return errors(400, "entry for role " + body.getString("role", "") + " not found");
        }
        JsonObject json = Json.createReader(new StringReader(decoded(body, "iam_request_headers")))
                .readObject();
        Map<String, String> headers = new HashMap<>();
        json.keySet().forEach(name -> headers.put(name, json.getJsonArray(name).getString(0)));
        boolean right = body.getString("iam_http_request_method").equals("POST")
                && decoded(body, "iam_request_url").equals("https://sts.amazonaws.com/")
                && headers.getOrDefault("X-Vault-AWS-IAM-Server-ID", "")
                        .equals(role.settings.getString("test_server_id"))
                && AwsSignature.isRight(
                        role.settings.getString("test_secret_key"), headers, decoded(body, "iam_request_body"));
        return right ? loggedIn(role) : errors(400, "error making upstream request: received error code 403 from STS");
    }

    private static String decoded(JsonObject body, String name) {
        return new String(Base64.getDecoder().decode(body.getString(name)), StandardCharsets.UTF_8);
    }

    /** A role takes the very certificate that it names, and only under an allowed common name. */
    private Answer cert(Question question) {
        X509Certificate shown = question.shown();
        if (shown == null) {
            return errors(400, "no client certificate found");
        }
        String wanted = question.body().getString("name", "");
        return roles.entrySet().stream()
                .filter(entry -> wanted.isEmpty()
                        ? entry.getKey().startsWith("cert/")
                        : entry.getKey().equals("cert/" + wanted))
                .map(Map.Entry::getValue)
                .filter(role -> takes(role.settings, shown))
                .findFirst()
                .map(this::loggedIn)
                .orElse(errors(400, "invalid certificate or no client certificate supplied"));
    }

    private static boolean takes(JsonObject role, X509Certificate shown) {
        try {
            String names = role.getString("allowed_common_names", "");
            String pem = role.getString("certificate");
            return shown.equals(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                    && (names.isEmpty()
                            || Arrays.asList(names.split(",", -1))
                                    .contains(shown.getSubjectX500Principal()
                                            .getName()
                                            .replace("CN=", "")));
        } catch (CertificateException e) {
            return false;
        }
    }

    private Answer loggedIn(Role role) {
        JsonObject settings = role.settings;
        Token token = new Token(
                Arrays.asList(settings.getString("token_policies", "").split(",", -1)),
                duration(settings.getString("token_ttl", ""), Duration.ofDays(32)),
                duration(settings.getString("token_max_ttl", ""), ENDLESS),
                !settings.getString("token_type", "service").equals("batch"));
        tokens.put(token.value, token);
        return new Answer(200, envelope(null, 0, null, null, auth(token)));
    }

    private static JsonArrayBuilder policies(Token token) {
        JsonArrayBuilder policies = Json.createArrayBuilder(token.policies);
        return token.root ? policies : policies.add("default");
    }

    private static JsonObject auth(Token token) {
        return object().add("client_token", token.value)
                .add("accessor", token.renewable ? "accessor" : "")
                .add("policies", policies(token))
                .add("token_policies", policies(token))
                .add("metadata", JsonValue.NULL)
                .add("lease_duration", token.left())
                .add("renewable", token.renewable)
                .add("entity_id", "")
                .add("token_type", token.renewable ? "service" : "batch")
                .add("orphan", true)
                .add("mfa_requirement", JsonValue.NULL)
                .add("num_uses", 0)
                .build();
    }

    /** What every token may do with itself. */
    Answer aboutToken(Question question, Token token) {
        return switch (question.path()) {
            case "auth/token/lookup-self" -> data(about(question, token));
            case "auth/token/renew-self" -> renew(token);
            case "auth/token/revoke-self" -> {
                tokens.remove(question.token());
                yield new Answer(204, null);
            }
            default -> null;
        };
    }

    private static JsonObject about(Question question, Token token) {
        JsonObjectBuilder about = object().add("id", question.token())
                .add("policies", policies(token))
                .add("ttl", token.left())
                .add("creation_ttl", token.root ? 0 : token.life.toSeconds())
                .add("type", "service");
        return (token.root ? about : about.add("renewable", token.renewable)).build();
    }

    private static Answer renew(Token token) {
        long wished = System.nanoTime() + token.life.toNanos();
        token.end = Math.min(wished, token.maximum);
        String warning = token.end == wished
                ? null
                : "TTL of \"" + token.life.toSeconds() + "s\" exceeded the effective max_ttl of \"" + token.left()
                        + "s\"; TTL value is capped accordingly";
        return new Answer(200, envelope(null, 0, null, warning, auth(token)));
    }

    /** How the tests set up logins; {@code null} for what is none. */
    Answer admin(Question question) {
        String path = question.path();
        if (path.startsWith("sys/auth/") || path.endsWith("/config")) {
            return path.startsWith("sys/auth/") || path.startsWith("auth/") ? new Answer(204, null) : null;
        }
        if (path.equals("auth/token/create")) {
            JsonObject body = question.body();
            Token token = new Token(
                    body.getJsonArray("policies").getValuesAs(value -> ((jakarta.json.JsonString) value).getString()),
                    duration(body.getString("ttl", ""), Duration.ofDays(32)),
                    ENDLESS,
                    !body.getString("type", "service").equals("batch"));
            tokens.put(token.value, token);
            return wrapIfAsked(question, envelope(null, 0, null, null, auth(token)));
        }
        if (path.endsWith("/role-id")) {
            return data(
                    object().add("role_id", approle(path, "/role-id").roleId).build());
        }
        if (path.endsWith("/secret-id")) {
            Role role = approle(path, "/secret-id");
            String secretId = UUID.randomUUID().toString();
            int uses = role.settings.getInt("secret_id_num_uses", 0);
            role.secretIds.put(secretId, uses);
            JsonObject made = object().add("secret_id", secretId)
                    .add("secret_id_accessor", UUID.randomUUID().toString())
                    .add("secret_id_num_uses", uses)
                    .add(
                            "secret_id_ttl",
                            duration(role.settings.getString("secret_id_ttl", ""), Duration.ZERO)
                                    .toSeconds())
                    .build();
            return wrapIfAsked(question, envelope(made, 0, null, null, null));
        }
        String[] parts = path.split("/", -1);
        if (parts.length == 4
                && parts[0].equals("auth")
                && List.of("role", "users", "certs").contains(parts[2])) {
            String role = parts[1] + "/" + parts[3];
            if (question.method().equals("DELETE")) {
                roles.remove(role);
            } else {
                roles.put(role, new Role(question.body()));
            }
            return new Answer(204, null);
        }
        return null;
    }

    private Role approle(String path, String end) {
        String name = path.substring("auth/approle/role/".length(), path.length() - end.length());
        return roles.get("approle/" + name);
    }

    private Answer wrapIfAsked(Question question, JsonObject answer) {
        if (question.wrapTtl() == null) {
            return new Answer(200, answer);
        }
        String wrapping = "hvs." + UUID.randomUUID();
        wrapped.put(wrapping, answer);
        JsonObject info = object().add("token", wrapping)
                .add("accessor", "accessor")
                .add("ttl", duration(question.wrapTtl(), ENDLESS).toSeconds())
                .add("creation_time", java.time.Instant.now().toString())
                .add("creation_path", question.path())
                .add("wrapped_accessor", UUID.randomUUID().toString())
                .build();
        return new Answer(200, envelope(null, 0, info, null, null));
    }
}
