/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.http.StoreHttp;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Vault's HTTP API: headers, and what its answers mean. */
final class VaultClient implements AutoCloseable {

    private static final int LONGEST_HINT = 200;

    private final StoreHttp http;
    private final String namespace;

    VaultClient(StoreHttp http, String namespace) {
        this.http = http;
        this.namespace = namespace;
    }

    /** Sends a request; throws for answers that say "later". */
    Reply call(String method, String path, @Nullable String token, @Nullable String body)
            throws SecretStoreException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        // Agents and proxies can be told to demand it, against requests that a browser or a redirect was tricked into.
        headers.put("X-Vault-Request", "true");
        if (token != null) {
            headers.put("X-Vault-Token", token);
        }
        if (!namespace.isEmpty()) {
            headers.put("X-Vault-Namespace", namespace);
        }
        Reply reply = http.send(method, "/v1/" + path, headers, body);
        int status = reply.status();
        // 412: a standby that has not caught up. 472, 473: a standby of the Enterprise edition.
        if (status >= 500 || status == 412 || status == 429 || status == 472 || status == 473) {
            throw new SecretStoreException(Kind.UNAVAILABLE, "Vault answers HTTP " + status + errors(reply));
        }
        return reply;
    }

    /** The answer's JSON. */
    static JsonObject json(Reply reply, String what) throws SecretStoreException {
        try {
            return reply.json();
        } catch (JsonException e) {
            throw unusable(what, e);
        }
    }

    static SecretStoreException unusable(String what, JsonException e) {
        return new SecretStoreException(
                Kind.INVALID, "Vault's answer for " + what + " cannot be used: " + e.getMessage());
    }

    /** What Vault says went wrong, in brackets; empty where it says nothing. */
    static String errors(Reply reply) {
        return hint(reply.jsonOrEmpty(), "errors");
    }

    /** What Vault warns of, in brackets; empty where it does not. */
    static String warnings(Reply reply) {
        return hint(reply.jsonOrEmpty(), "warnings");
    }

    private static String hint(JsonObject json, String member) {
        try {
            String text = json.list(member).stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.joining("; "))
                    .replaceAll("\\s+", " ")
                    .strip();
            String cut = text.length() > LONGEST_HINT ? text.substring(0, LONGEST_HINT) + "..." : text;
            return cut.isEmpty() ? "" : " (" + cut + ")";
        } catch (JsonException e) {
            return "";
        }
    }

    /** A login by certificate must not come over a connection that was made with an older one. */
    void reconnect() {
        http.reconnect();
    }

    @Override
    public void close() {
        http.close();
    }
}
