/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.file.SecretFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * What we show a server that asks who we are: two PEM files, the certificate with its chain and its private key in PKCS#8.
 * They are read when a client is made, so that a replaced certificate counts from the next one on.
 *
 * @param certProperty where {@code certFile} is configured
 * @param keyProperty where {@code keyFile} is configured
 */
public record ClientCertificate(String certProperty, String certFile, String keyProperty, String keyFile) {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Reads both files. The messages never hold any of the key. */
    KeyManager[] keyManagers() throws SecretStoreException {
        Certificate[] chain = chain();
        PrivateKey key = key(chain[0].getPublicKey().getAlgorithm());
        char[] none = {};
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setKeyEntry("client", key, none, chain);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, none);
            return managers.getKeyManagers();
        } catch (java.io.IOException | GeneralSecurityException e) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    certProperty + " and " + keyProperty + ": " + certFile + " and " + keyFile
                            + " cannot be used together");
        }
    }

    private Certificate[] chain() throws SecretStoreException {
        byte[] pem = SecretFile.readCredential(certProperty, certFile).getBytes(StandardCharsets.US_ASCII);
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            // What follows says it all.
        }
        throw new SecretStoreException(
                Kind.DENIED, certProperty + ": " + certFile + " holds no certificate (PEM is expected)");
    }

    private PrivateKey key(String algorithm) throws SecretStoreException {
        Matcher pem = PKCS8.matcher(SecretFile.readCredential(keyProperty, keyFile));
        byte[] encoded = {};
        try {
            if (pem.find()) {
                encoded = Base64.getMimeDecoder().decode(pem.group(1));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not as the cause: which byte of the key is wrong is nobody's business.
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
        throw new SecretStoreException(
                Kind.DENIED,
                keyProperty + ": " + keyFile + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY) for the "
                        + algorithm + " certificate in " + certFile
                        + ". Convert it: openssl pkcs8 -topk8 -nocrypt -in old.pem");
    }
}
