/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A self-signed certificate, made by the JDK's keytool. */
public final class TestCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final TestCertificate OF_THIS_MACHINE = make("dns:localhost,ip:127.0.0.1");

    private final Path pem;
    private final Path store;
    private final SSLContext context;

    private TestCertificate(Path pem, Path store, SSLContext context) {
        this.pem = pem;
        this.store = store;
        this.context = context;
    }

    /** One for this machine, the same for all tests: making one takes seconds. */
    public static TestCertificate ofThisMachine() {
        return OF_THIS_MACHINE;
    }

    /** One for other names. */
    public static TestCertificate make(String names, String... more) {
        return generate("test", names, more);
    }

    /** One that a client shows. */
    public static TestCertificate ofClient(String commonName) {
        return generate(commonName, "dns:client.example");
    }

    private static TestCertificate generate(String commonName, String names, String... more) {
        try {
            Path directory = Files.createTempDirectory("certificate");
            Path store = directory.resolve("keys.p12");
            Path pem = directory.resolve("certificate.pem");
            List<String> generate = new ArrayList<>(List.of(
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=" + commonName,
                    "-ext",
                    "SAN=" + names));
            generate.addAll(more.length == 0 ? List.of("-validity", "2") : List.of(more));
            keytool(store, generate);
            keytool(store, List.of("-exportcert", "-rfc", "-alias", "server", "-file", pem.toString()));
            return new TestCertificate(pem, store, context(store));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(
                List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", String.valueOf(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = load(store);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {new AnyClient()}, null);
        return context;
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /** The private key, PEM, PKCS#8. */
    public String keyPem() {
        try {
            byte[] key = load(store).getKey("server", PASSWORD).getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Vault's listener: a client's certificate is looked at by the login, not by the handshake. */
    private static final class AnyClient implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    public Path pem() {
        return pem;
    }

    public SSLContext context() {
        return context;
    }
}
