/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import ai.honeyhive.microprofile.secrets.internal.json.JsonReader;
import ai.honeyhive.microprofile.secrets.internal.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A value as a JWE in compact form (RFC 7516) with direct encryption by AES-256-GCM ({@code dir}, {@code A256GCM}, RFC 7518
 * sections 4.5 and 5.3). The protected header, which is the additional authenticated data, names the key ({@code kid}) and
 * the property ({@code prop}): a value does not decrypt under another property's name.
 *
 * <p>The initialization vectors are random, so one key must not encrypt more than 2^32 values (NIST SP 800-38D, 8.3).
 */
public final class EncryptedValue {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LONGEST = 4 << 20;
    private static final Set<String> HEADER = Set.of("alg", "enc", "kid", "prop");

    private EncryptedValue() {}

    /** Encrypts a value for a property with the ring's first key. */
    public static String encrypt(KeyRing ring, String property, String plain, SecureRandom random) {
        String id = ring.current();
        SecretKey key = ring.key(id);
        if (key == null) {
            throw new IllegalStateException("the key ring is empty");
        }
        Map<String, String> header = new LinkedHashMap<>();
        header.put("alg", "dir");
        header.put("enc", "A256GCM");
        header.put("kid", id);
        header.put("prop", property);
        String encodedHeader = encode(JsonWriter.object(header).getBytes(StandardCharsets.UTF_8));
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, encodedHeader).doFinal(bytes);
            int end = sealed.length - TAG_BYTES;
            return encodedHeader + ".." + encode(iv) + "." + encode(Arrays.copyOf(sealed, end)) + "."
                    + encode(Arrays.copyOfRange(sealed, end, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Decrypts a property's value.
     *
     * @throws UndecryptableException if it cannot be: the message is the same for every manipulation
     */
    public static String decrypt(KeyRing ring, String property, String jwe) throws UndecryptableException {
        String[] parts = jwe.length() > LONGEST ? new String[0] : jwe.split("\\.", -1);
        if (parts.length != 5 || !parts[1].isEmpty()) {
            throw UndecryptableException.altered(property);
        }
        try {
            JsonObject header = JsonReader.readObject(decode(parts[0]));
            byte[] iv = decode(parts[2]);
            byte[] sealed = join(decode(parts[3]), decode(parts[4]));
            SecretKey key = ring.key(header.text("kid"));
            boolean ours = header.names().equals(HEADER)
                    && header.text("alg").equals("dir")
                    && header.text("enc").equals("A256GCM")
                    && header.text("prop").equals(property);
            if (!ours || iv.length != IV_BYTES || decode(parts[4]).length != TAG_BYTES || key == null) {
                throw UndecryptableException.altered(property);
            }
            return text(cipher(Cipher.DECRYPT_MODE, key, iv, parts[0]).doFinal(sealed));
        } catch (JsonException
                | GeneralSecurityException
                | CharacterCodingException
                | IllegalArgumentException e) { // Not as the cause: which part failed is nobody's business.
            throw UndecryptableException.altered(property);
        }
    }

    /**
     * The id of the key that a value says it is encrypted with: unauthenticated, for people only.
     *
     * @return empty where it says none
     */
    public static String keyId(String jwe) {
        try {
            int dot = jwe.indexOf('.');
            String id = dot < 0
                    ? ""
                    : JsonReader.readObject(decode(jwe.substring(0, dot))).text("kid");
            return id.length() > 64 ? "" : id;
        } catch (JsonException | IllegalArgumentException e) {
            return "";
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] iv, String header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, iv));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static String text(byte[] plain) throws CharacterCodingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Only the one spelling: the JDK's decoder would ignore the last character's spare bits. */
    private static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not the canonical form");
        }
        return bytes;
    }
}
