/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A syslog server over TLS that takes the frames of RFC 5425 apart and nothing that is no frame. */
final class SyslogServer implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    final List<String> messages = new CopyOnWriteArrayList<>();
    final Path certificate;
    private final SSLServerSocket socket;
    private final List<SSLSocket> connections = new CopyOnWriteArrayList<>();

    SyslogServer(Path directory, String names) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve("keys.p12");
        certificate = directory.resolve("certificate.pem");
        keytool(store, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=" + names);
        keytool(store, "-exportcert", "-rfc", "-alias", "server", "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        Thread thread = new Thread(this::accept, "syslog-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Hangs up on everybody. */
    void hangUp() throws IOException {
        for (SSLSocket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                SSLSocket connection = (SSLSocket) socket.accept();
                connections.add(connection);
                Thread thread = new Thread(() -> read(connection), "syslog-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed, or a client that did not like our certificate.
            }
        }
    }

    private void read(SSLSocket connection) {
        try (InputStream in = connection.getInputStream()) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                int length = 0;
                while (c != ' ') {
                    if (c < '0' || c > '9') {
                        throw new IOException("MSG-LEN holds " + c);
                    }
                    length = length * 10 + c - '0';
                    c = in.read();
                }
                messages.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            if (!connection.isClosed()) {
                messages.add("broken: " + e);
            }
        }
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", String.valueOf(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        hangUp();
    }
}
