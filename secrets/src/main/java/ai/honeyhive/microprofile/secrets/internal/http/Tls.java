/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom we trust: Java's own choice, or the certificates of one file. There is no way to trust everybody. */
final class Tls {

    private Tls() {}

    /** TLS 1.2 and later; the client checks host names by itself. */
    static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return parameters;
    }

    static SSLContext context(String property, @Nullable String caFile, @Nullable ClientCertificate own)
            throws SecretStoreException {
        KeyManager[] shown = own == null ? null : own.keyManagers();
        try {
            if (caFile == null && shown == null) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, caFile == null ? null : trustManagers(property, caFile), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SecretStoreException(Kind.DENIED, property + ": TLS cannot be set up", e);
        }
    }

    private static TrustManager[] trustManagers(String property, String caFile) throws SecretStoreException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(Path.of(caFile))) {
                // Java does not look at the validity of a certificate that is trusted itself.
                if (isValidToday(certificate)) {
                    trusted.setCertificateEntry("ca-" + number++, certificate);
                }
            }
            if (number == 0) {
                throw new SecretStoreException(
                        Kind.DENIED, property + ": " + caFile + " holds no certificate that is valid today");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretStoreException(
                    Kind.DENIED, property + ": the certificates in " + caFile + " cannot be read (PEM is expected)", e);
        }
    }

    private static boolean isValidToday(Certificate certificate) {
        try {
            ((X509Certificate) certificate).checkValidity();
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }
}
