/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A syslog server over TLS that takes the frames of RFC 5425 apart and nothing that is no frame. */
final class SyslogServer implements AutoCloseable {

    final List<String> messages = new CopyOnWriteArrayList<>();
    final Path certificate;
    private final SSLServerSocket socket;
    private final List<SSLSocket> connections = new CopyOnWriteArrayList<>();

    SyslogServer(Path directory, String names) throws IOException, GeneralSecurityException, InterruptedException {
        TlsIdentity identity = TlsIdentity.of(directory, names);
        certificate = identity.certificate();
        socket = (SSLServerSocket) identity.context().getServerSocketFactory().createServerSocket(0);
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

    @Override
    public void close() throws IOException {
        socket.close();
        hangUp();
    }
}
