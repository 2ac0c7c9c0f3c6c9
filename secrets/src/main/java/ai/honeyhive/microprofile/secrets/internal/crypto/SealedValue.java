/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A value in memory, encrypted under a key that never leaves the process. Keeps secrets out of the reach of who searches a
 * heap dump for texts; not of who looks for the key in it as well.
 *
 * <p>Immutable and thread-safe.
 */
public final class SealedValue {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SecretKey KEY = new SecretKeySpec(random(32), "AES");

    private final byte[] iv = random(12);
    private final byte[] sealed;

    /** Seals a value. */
    public SealedValue(String plain) {
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        this.sealed = apply(Cipher.ENCRYPT_MODE, bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    /** The value. */
    public String open() {
        byte[] bytes = apply(Cipher.DECRYPT_MODE, sealed);
        try {
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private byte[] apply(int mode, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, KEY, new GCMParameterSpec(128, iv));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
