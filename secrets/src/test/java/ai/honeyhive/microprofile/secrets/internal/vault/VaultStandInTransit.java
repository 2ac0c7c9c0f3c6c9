/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.data;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.envelope;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.errors;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.object;

import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Answer;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Question;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A transit engine of the stand-in: keys of type aes256-gcm96, their versions, one value or many. */
final class VaultStandInTransit {

    private static final int IV = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final class Key {
        private final List<SecretKey> versions = new ArrayList<>();
        private int oldest = 1;

        void rotate() {
            byte[] bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            versions.add(new SecretKeySpec(bytes, "AES"));
        }
    }

    private final Map<String, Key> keys = new HashMap<>();

    Answer answer(Question question, String path) {
        String[] parts = path.split("/", -1);
        JsonObject body = question.body();
        if (parts[0].equals("keys")) {
            Key key = keys.computeIfAbsent(parts[1], name -> new Key());
            if (parts.length == 2 || parts[2].equals("rotate")) {
                key.rotate();
            } else {
                key.oldest = body.getInt("min_decryption_version");
            }
            return data(object().add("name", parts[1])
                    .add("latest_version", key.versions.size())
                    .add("min_decryption_version", key.oldest)
                    .build());
        }
        Key key = keys.get(parts[1]);
        if (key == null) {
            return errors(400, "encryption key not found");
        }
        if (!body.containsKey("batch_input")) {
            JsonObject result = one(key, parts[0], body);
            return result.containsKey("error") ? errors(400, result.getString("error")) : data(result);
        }
        JsonArrayBuilder results = Json.createArrayBuilder();
        boolean failed = false;
        for (JsonObject item : body.getJsonArray("batch_input").getValuesAs(JsonObject.class)) {
            JsonObject result = one(key, parts[0], item);
            failed |= result.containsKey("error");
            JsonObjectBuilder shown = Json.createObjectBuilder(result).add("reference", "");
            results.add(result.containsKey("error") ? shown.add("plaintext", "") : shown);
        }
        JsonValue data = object().add("batch_results", results).build();
        return new Answer(failed ? 400 : 200, envelope(data, 0, null, null, null));
    }

    private static JsonObject one(Key key, String operation, JsonObject item) {
        byte[] aad = Base64.getDecoder().decode(item.getString("associated_data", ""));
        if (operation.equals("encrypt")) {
            byte[] plain = Base64.getDecoder().decode(item.getString("plaintext"));
            byte[] iv = new byte[IV];
            RANDOM.nextBytes(iv);
            int version = key.versions.size();
            byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key.versions.get(version - 1), iv, aad, plain);
            byte[] all =
                    ByteBuffer.allocate(IV + sealed.length).put(iv).put(sealed).array();
            return object().add(
                            "ciphertext",
                            "vault:v" + version + ":" + Base64.getEncoder().encodeToString(all))
                    .add("key_version", version)
                    .build();
        }
        String[] text = item.getString("ciphertext").split(":", -1);
        if (text.length != 3 || !text[0].equals("vault")) {
            return error("invalid ciphertext: no prefix");
        }
        int version = Integer.parseInt(text[1].substring(1));
        if (version < key.oldest) {
            return error("ciphertext or signature version is disallowed by policy (too old)");
        }
        byte[] bytes = Base64.getDecoder().decode(text[2]);
        if (bytes.length <= IV) {
            return error("invalid ciphertext length");
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        byte[] iv = new byte[IV];
        parts.get(iv);
        byte[] sealed = new byte[parts.remaining()];
        parts.get(sealed);
        byte[] plain = gcm(Cipher.DECRYPT_MODE, key.versions.get(version - 1), iv, aad, sealed);
        return plain == null
                ? error("cipher: message authentication failed")
                : object().add("plaintext", Base64.getEncoder().encodeToString(plain))
                        .build();
    }

    private static JsonObject error(String text) {
        return object().add("error", text).build();
    }

    /** {@code null} for what does not decrypt. */
    private static byte[] gcm(int mode, SecretKey key, byte[] iv, byte[] aad, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, iv));
            cipher.updateAAD(aad);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
