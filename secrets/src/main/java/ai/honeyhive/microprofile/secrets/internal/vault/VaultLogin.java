/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.aws.AwsSdk;
import ai.honeyhive.microprofile.secrets.internal.aws.CallerIdentity;
import ai.honeyhive.microprofile.secrets.internal.file.SecretFile;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import ai.honeyhive.microprofile.secrets.internal.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The ways to a token. What is in files is read at every login: a kubelet, an agent or a person replaces it. */
final class VaultLogin {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final List<String> METHODS =
            List.of("token", "approle", "kubernetes", "jwt", "userpass", "cert", "aws");
    private static final String SERVICE_ACCOUNT_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private final StoreContext context;
    private final VaultClient client;
    private final String method;
    private final boolean wrapped;

    /** What came out of the wrapping, which can be opened only once. */
    private @Nullable String unwrapped;

    VaultLogin(StoreContext context, VaultClient client) {
        this.context = context;
        this.client = client;
        this.method = context.setting("auth").orElse("token");
        this.wrapped = context.setting("wrapped").orElse("false").equalsIgnoreCase("true");
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    context.property("auth") + " is not usable. Allowed is one of " + String.join(", ", METHODS) + ".");
        }
        if (wrapped && !method.equals("token") && !method.equals("approle")) {
            throw new IllegalArgumentException(
                    context.property("wrapped") + " is for the logins token and approle only.");
        }
        switch (method) {
            case "token" -> requireOneOf("token");
            case "approle" -> {
                requireOneOf("role-id");
                requireOneOf("secret-id");
            }
            case "userpass" -> {
                context.require("username");
                requireOneOf("password");
            }
            case "cert" -> context.require("client-cert-file");
            case "aws" ->
                AwsSdk.require(
                        context.name(), "auth", "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
            default -> context.require("role");
        }
    }

    private void requireOneOf(String setting) {
        if (context.setting(setting).isEmpty()
                && context.setting(setting + "-file").isEmpty()) {
            throw new IllegalArgumentException("Neither " + context.property(setting + "-file") + " nor "
                    + context.property(setting) + " is set, and the login " + method + " needs one.");
        }
    }

    /** Whether the token was made for us, so that we may take it back. */
    boolean tokenIsOurs() {
        return wrapped || !method.equals("token");
    }

    /** How we log in. */
    String method() {
        return method;
    }

    /** Gets a token. */
    VaultToken login() throws SecretStoreException, InterruptedException {
        if (method.equals("token")) {
            return lookUp(wrapped ? unwrap(credential("token"), "token") : credential("token"));
        }
        if (method.equals("cert")) {
            client.reconnect();
        }
        Reply reply = client.call("POST", path(), null, JsonWriter.object(body()));
        if (reply.status() != 200) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    "Vault refuses the login " + method + " with HTTP " + reply.status() + VaultClient.errors(reply)
                            + hint());
        }
        try {
            JsonObject auth = VaultClient.json(reply, "the login").object("auth");
            return VaultToken.of(
                    auth.text("client_token"), auth.number("lease_duration"), auth.isTrue("renewable"), false);
        } catch (JsonException e) {
            throw VaultClient.unusable("the login", e);
        }
    }

    private String hint() {
        return method.equals("approle")
                ? ": a secret id also ends by its number of uses and its time to live; write a new one"
                : "";
    }

    private String path() {
        String mount = context.setting("auth-mount").orElse(method);
        String user = method.equals("userpass") ? "/" + encode(context.require("username")) : "";
        return "auth/" + VaultStore.encodePath(mount) + "/login" + user;
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, String> body() throws SecretStoreException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        switch (method) {
            case "approle" -> {
                body.put("role_id", credential("role-id"));
                body.put("secret_id", wrapped ? unwrap(credential("secret-id"), "secret_id") : credential("secret-id"));
            }
            case "cert" -> context.setting("role").ifPresent(role -> body.put("name", role));
            case "userpass" -> body.put("password", credential("password"));
            case "aws" -> {
                context.setting("role").ifPresent(role -> body.put("role", role));
                body.putAll(CallerIdentity.signed(
                        context.setting("aws-region").orElse(""),
                        context.setting("aws-server-id").orElse("")));
            }
            default -> {
                body.put("role", context.require("role"));
                body.put(
                        "jwt",
                        SecretFile.readCredential(
                                context.property("jwt-file"),
                                context.setting("jwt-file").orElse(SERVICE_ACCOUNT_TOKEN)));
            }
        }
        return body;
    }

    private String credential(String setting) throws SecretStoreException {
        String file = context.setting(setting + "-file").orElse("");
        return file.isEmpty()
                ? context.require(setting)
                : SecretFile.readCredential(context.property(setting + "-file"), file);
    }

    private String unwrap(String wrappingToken, String field) throws SecretStoreException, InterruptedException {
        if (unwrapped != null) {
            return unwrapped;
        }
        Reply reply = client.call("POST", "sys/wrapping/unwrap", wrappingToken, null);
        if (reply.status() != 200) {
            LOG.log(
                    Level.SEVERE,
                    "The wrapping token of store {0} cannot be unwrapped. If it has not expired, somebody else has"
                            + " unwrapped it: treat what was in it as stolen.",
                    context.name());
            throw new SecretStoreException(
                    Kind.DENIED,
                    "Vault refuses to unwrap with HTTP " + reply.status() + VaultClient.errors(reply)
                            + ": a wrapping token works once, and only for its time to live");
        }
        JsonObject json = VaultClient.json(reply, "unwrapping");
        try {
            String inside = field.equals("token")
                    ? json.object("auth").text("client_token")
                    : json.object("data").text(field);
            if (inside.isEmpty()) {
                throw new SecretStoreException(Kind.DENIED, "the wrapping token holds no " + field);
            }
            unwrapped = inside;
            return inside;
        } catch (JsonException e) {
            throw VaultClient.unusable("unwrapping", e);
        }
    }

    private VaultToken lookUp(String token) throws SecretStoreException, InterruptedException {
        Reply reply = client.call("GET", "auth/token/lookup-self", token, null);
        if (reply.status() != 200) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    "Vault does not know the token: HTTP " + reply.status() + VaultClient.errors(reply)
                            + ": it is wrong, revoked or expired");
        }
        try {
            JsonObject data = VaultClient.json(reply, "the token").object("data");
            return VaultToken.of(token, data.number("ttl"), data.isTrue("renewable"), false);
        } catch (JsonException e) {
            throw VaultClient.unusable("the token", e);
        }
    }
}
