/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The chain: {@code h(i) = SHA-256(h(i-1) || SHA-256(body(i)))}. The inner hash lets a proof name the records that follow
 * without showing them. What comes before the first record is a hash of the log's id. Not thread-safe.
 */
public final class Hashes {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private final MessageDigest sha256 = sha256();

    /** The hash before the first record of a log. */
    public byte[] genesis(String log) {
        return of(("honeyhive-audit/1\n" + log).getBytes(StandardCharsets.US_ASCII));
    }

    /** The hash of a record's body: the bytes of its line before {@code ,"hash"}. */
    public byte[] body(byte[] bytes, int from, int to) {
        sha256.update(bytes, from, to - from);
        return sha256.digest();
    }

    /** The next hash of the chain. */
    public byte[] next(byte[] previous, byte[] body) {
        sha256.update(previous);
        sha256.update(body);
        return sha256.digest();
    }

    public byte[] of(byte[] bytes) {
        return sha256.digest(bytes);
    }

    /** HMAC-SHA256 of a text, as it stands in records. */
    public static String keyed(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "hmac-sha256:" + hex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
