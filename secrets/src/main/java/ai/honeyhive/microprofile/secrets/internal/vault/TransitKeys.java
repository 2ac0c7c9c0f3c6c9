/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import ai.honeyhive.microprofile.secrets.internal.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A key of a transit engine. However many keys a ring has, it is one request; a key's id is its associated data. */
final class TransitKeys implements KeyWrapping {

    private final VaultSession session;
    private final String mount;
    private final String key;

    /** @param path mount and key, as {@code transit/honeyhive} */
    TransitKeys(VaultSession session, String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 1 || slash == path.length() - 1) {
            throw new IllegalArgumentException(
                    "honeyhive.secrets.keys-by does not name mount and key of a transit engine."
                            + " Allowed is for example vault:transit/honeyhive.");
        }
        this.session = session;
        this.mount = path.substring(0, slash);
        this.key = path.substring(slash + 1);
    }

    @Override
    public Map<String, String> wrap(Map<String, byte[]> keys) throws SecretStoreException, InterruptedException {
        Map<String, String> plain = new LinkedHashMap<>();
        keys.forEach((id, bytes) -> plain.put(id, Base64.getEncoder().encodeToString(bytes)));
        return batch("encrypt", "plaintext", plain, "ciphertext");
    }

    @Override
    public Map<String, byte[]> unwrap(Map<String, String> wrapped) throws SecretStoreException, InterruptedException {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (Map.Entry<String, String> plain :
                batch("decrypt", "ciphertext", wrapped, "plaintext").entrySet()) {
            try {
                keys.put(plain.getKey(), Base64.getDecoder().decode(plain.getValue()));
            } catch (IllegalArgumentException e) {
                throw new SecretStoreException(
                        Kind.INVALID, "Vault's answer for key " + plain.getKey() + " cannot be used: no Base64");
            }
        }
        return keys;
    }

    /** Where some of a batch fail, the answer is HTTP 400 and still has a result for each, in the same order. */
    private Map<String, String> batch(String operation, String input, Map<String, String> items, String output)
            throws SecretStoreException, InterruptedException {
        String body = items.entrySet().stream()
                .map(item ->
                        JsonWriter.object(Map.of(input, item.getValue(), "associated_data", encode(item.getKey()))))
                .collect(Collectors.joining(",", "{\"batch_input\":[", "]}"));
        String path = VaultStore.encodePath(mount) + "/" + operation + "/" + VaultStore.encodePath(key);
        Reply reply = session.post(path, body);
        try {
            List<?> results = reply.jsonOrEmpty().object("data").list("batch_results");
            if (results.size() != items.size()) {
                throw refused(operation, "the ring", reply, VaultClient.errors(reply));
            }
            Map<String, String> answered = new LinkedHashMap<>();
            List<String> ids = new ArrayList<>(items.keySet());
            for (int i = 0; i < results.size(); i++) {
                JsonObject result = results.get(i) instanceof JsonObject object ? object : JsonObject.EMPTY;
                String text = result.text(output);
                if (!result.text("error").isEmpty() || text.isEmpty()) {
                    throw refused(operation, "key " + ids.get(i), reply, " (" + result.text("error") + ")");
                }
                answered.put(ids.get(i), text);
            }
            return answered;
        } catch (JsonException e) {
            throw VaultClient.unusable("transit/" + operation, e);
        }
    }

    private SecretStoreException refused(String operation, String what, Reply reply, String why) {
        String hint = reply.status() == 403
                ? ": the policy must allow update on \"" + mount + "/" + operation + "/" + key + "\""
                : "";
        return new SecretStoreException(
                Kind.DENIED,
                "Vault's transit key " + mount + "/" + key + " does not " + operation + " " + what + ": HTTP "
                        + reply.status() + why + hint);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        session.close();
    }
}
