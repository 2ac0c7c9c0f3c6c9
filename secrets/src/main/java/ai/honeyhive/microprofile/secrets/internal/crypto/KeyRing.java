/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import ai.honeyhive.microprofile.secrets.internal.json.JsonReader;
import ai.honeyhive.microprofile.secrets.internal.json.JsonWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys by id, as a JWK set (RFC 7517) of 256-bit symmetric keys. The first one encrypts, all decrypt: a new key goes in
 * front, an old one is taken out when nothing is encrypted with it any more.
 *
 * <p>Immutable and thread-safe.
 */
public final class KeyRing {

    private static final int KEY_BYTES = 32;
    private static final String WRAPPED = "wrapped";
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, SecretKey> keys;

    private KeyRing(Map<String, SecretKey> keys) {
        this.keys = keys;
    }

    /** One without keys. */
    public static KeyRing empty() {
        return new KeyRing(Map.of());
    }

    /**
     * Reads a JWK set.
     *
     * @throws IllegalArgumentException if it is none, or holds another kind of key; the message holds nothing of it
     */
    public static KeyRing parse(String jwkSet) {
        try {
            Map<String, SecretKey> keys = new LinkedHashMap<>();
            for (Map.Entry<String, JsonObject> jwk : jwks(jwkSet).entrySet()) {
                keys.put(jwk.getKey(), key(jwk.getKey(), jwk.getValue()));
            }
            return new KeyRing(keys);
        } catch (JsonException e) {
            throw new IllegalArgumentException("the key ring is no JWK set: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a JWK set whose keys are wrapped, as {@link #wrapped} writes it.
     *
     * @throws IllegalArgumentException if it is none; the message holds nothing of it
     * @throws SecretStoreException if it cannot be unwrapped
     */
    public static KeyRing unwrap(String jwkSet, KeyWrapping by) throws SecretStoreException, InterruptedException {
        Map<String, String> wrapped = wrappedKeys(jwkSet);
        Map<String, byte[]> plain = by.unwrap(wrapped);
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String id : wrapped.keySet()) {
            byte[] bytes = plain.get(id);
            if (bytes == null || bytes.length != KEY_BYTES) {
                throw new IllegalArgumentException("what was wrapped as key " + id + " is no key of 256 bits");
            }
            keys.put(id, new SecretKeySpec(bytes, "AES"));
            Arrays.fill(bytes, (byte) 0);
        }
        return new KeyRing(keys);
    }

    /**
     * A wrapped ring with a new key in front, which encrypts from now on. It is never there in plain.
     *
     * @param jwkSet the ring until now, {@code null} for none
     * @throws IllegalArgumentException if that is no wrapped ring; the message holds nothing of it
     * @throws SecretStoreException if the key cannot be made
     */
    public static String wrappedWithNewKey(@Nullable String jwkSet, String id, KeyWrapping by, SecureRandom random)
            throws SecretStoreException, InterruptedException {
        Map<String, String> wrapped = jwkSet == null ? Map.of() : wrappedKeys(jwkSet);
        requireNew(id, wrapped);
        Map<String, String> more = new LinkedHashMap<>();
        more.put(id, by.newKey(id, random));
        more.putAll(wrapped);
        return wrappedSet(more);
    }

    private static Map<String, String> wrappedKeys(String jwkSet) {
        Map<String, String> wrapped = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonObject> jwk : jwks(jwkSet).entrySet()) {
                String text = jwk.getValue().text(WRAPPED);
                if (text.isEmpty()) {
                    throw new IllegalArgumentException("key " + jwk.getKey() + " of the ring is not wrapped, and"
                            + " honeyhive.secrets.keys-by says that it is: wrap the ring, or leave the setting out");
                }
                wrapped.put(jwk.getKey(), text);
            }
            return wrapped;
        } catch (JsonException e) {
            throw new IllegalArgumentException("the key ring is no JWK set: " + e.getMessage(), e);
        }
    }

    private static Map<String, JsonObject> jwks(String jwkSet) throws JsonException {
        Map<String, JsonObject> jwks = new LinkedHashMap<>();
        for (Object element : JsonReader.readObject(jwkSet).list("keys")) {
            if (!(element instanceof JsonObject jwk)) {
                throw new IllegalArgumentException("the key ring holds something that is no key");
            }
            String id = jwk.text("kid");
            if (!KEY_ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "the key ring holds a key without an id (kid) of 1 to 64 letters, digits, dots, _ and -");
            }
            if (jwks.put(id, jwk) != null) {
                throw new IllegalArgumentException("the key ring holds key " + id + " twice");
            }
        }
        if (jwks.isEmpty()) {
            throw new IllegalArgumentException("the key ring holds no key");
        }
        return jwks;
    }

    private static SecretKey key(String id, JsonObject jwk) throws JsonException {
        if (jwk.get(WRAPPED) != null) {
            throw new IllegalArgumentException(
                    "key " + id + " of the ring is wrapped: honeyhive.secrets.keys-by says who can unwrap it");
        }
        String algorithm = jwk.text("alg");
        byte[] bytes = decode(jwk.text("k"));
        if (!jwk.text("kty").equals("oct") || bytes == null || bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("key " + id + " is no symmetric key of 256 bits (kty oct, k)");
        }
        if (!algorithm.isEmpty() && !algorithm.equals("dir") && !algorithm.equals("A256GCM")) {
            throw new IllegalArgumentException("key " + id + " is meant for another algorithm than dir with A256GCM");
        }
        SecretKey key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private static byte @Nullable [] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The same ring with a new random key in front, which encrypts from now on. */
    public KeyRing withNewKey(String id, SecureRandom random) {
        requireNew(id, keys);
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Map<String, SecretKey> more = new LinkedHashMap<>();
        more.put(id, new SecretKeySpec(bytes, "AES"));
        more.putAll(keys);
        return new KeyRing(more);
    }

    private static void requireNew(String id, Map<String, ?> keys) {
        if (!KEY_ID.matcher(id).matches() || keys.containsKey(id)) {
            throw new IllegalArgumentException(
                    "a key's id has 1 to 64 letters, digits, dots, _ and -, and must be new in its ring");
        }
    }

    /** The ids, the encrypting one first. */
    public List<String> ids() {
        return List.copyOf(new ArrayList<>(keys.keySet()));
    }

    /** The id of the key that encrypts. */
    public String current() {
        return keys.keySet().stream().findFirst().orElseThrow(() -> new IllegalStateException("the key ring is empty"));
    }

    /** A key, {@code null} where there is none of that id. */
    @Nullable
    SecretKey key(String id) {
        return keys.get(id);
    }

    /** The ring as a JWK set: this is the secret itself. */
    public String toJwkSet() {
        return keys.entrySet().stream()
                .map(entry -> "  " + jwk(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",\n", "{\"keys\":[\n", "\n]}\n"));
    }

    /** The ring as a JWK set whose keys, in place of {@code k}, have {@code wrapped}: no secret any more. */
    public String wrapped(KeyWrapping by) throws SecretStoreException, InterruptedException {
        Map<String, byte[]> plain = new LinkedHashMap<>();
        keys.forEach((id, key) -> plain.put(id, key.getEncoded()));
        return wrappedSet(by.wrap(plain));
    }

    private static String wrappedSet(Map<String, String> wrapped) {
        return wrapped.entrySet().stream()
                .map(entry -> "  " + jwk(entry.getKey(), WRAPPED, entry.getValue()))
                .collect(Collectors.joining(",\n", "{\"keys\":[\n", "\n]}\n"));
    }

    private static String jwk(String id, SecretKey key) {
        return jwk(id, "k", Base64.getUrlEncoder().withoutPadding().encodeToString(key.getEncoded()));
    }

    private static String jwk(String id, String member, String value) {
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("kty", "oct");
        jwk.put("kid", id);
        jwk.put("use", "enc");
        jwk.put("alg", "dir");
        jwk.put(member, value);
        return JsonWriter.object(jwk);
    }

    /** The ids only. */
    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
