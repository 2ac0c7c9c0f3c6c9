/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ed25519 keys (RFC 8032) in PEM (RFC 7468), as OpenSSL writes them too: the private one as PKCS #8, with the public one
 * in the same file, because the JDK cannot derive it.
 */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey key;
    private final String id;

    private SigningKey(PrivateKey key, String id) {
        this.key = key;
        this.id = id;
    }

    /** A new pair in PEM. */
    public record Pair(String privatePem, String publicPem) {}

    public static Pair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String publicPem = pem(PUBLIC, pair.getPublic().getEncoded());
            return new Pair(pem(PRIVATE, pair.getPrivate().getEncoded()) + publicPem, publicPem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK from 15 on has Ed25519", e);
        }
    }

    /**
     * Reads both keys.
     *
     * @throws IllegalArgumentException if it is no private and public Ed25519 key in PEM; the message holds nothing of it
     */
    public static SigningKey parse(String pem) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der(pem, PRIVATE)));
            PublicKey publicKey = publicKey(pem);
            SigningKey pair = new SigningKey(key, id(publicKey));
            byte[] probe = new byte[32];
            new SecureRandom().nextBytes(probe);
            if (!verifies(publicKey, probe, pair.sign(probe))) {
                throw new IllegalArgumentException("the private and the public key do not belong together");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it holds no Ed25519 key in PEM (PKCS #8)");
        }
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException if it is no public Ed25519 key in PEM
     */
    public static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der(pem, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it holds no public Ed25519 key in PEM");
        }
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the public key's DER. */
    public static String id(PublicKey key) {
        return Hashes.hex(Hashes.sha256().digest(key.getEncoded())).substring(0, 16);
    }

    public String id() {
        return id;
    }

    byte[] sign(byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(bytes);
        return signature.sign();
    }

    static boolean verifies(PublicKey key, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static byte[] der(String pem, String type) {
        String begin = "-----BEGIN " + type + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + type + "-----");
        if (start < 0 || end < start + begin.length()) {
            throw new IllegalArgumentException(
                    "it holds no " + type + " in PEM; keygen writes both keys into one file");
        }
        return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    }
}
