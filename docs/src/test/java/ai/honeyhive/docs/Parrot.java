/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says again what it was told, credentials included, in the worst places that HTTP has. */
final class Parrot implements AutoCloseable {

    enum Manner {
        REFUSES("HTTP/1.1 401 %1$s\r\nWWW-Authenticate: %1$s\r\nContent-Length: %2$d\r\n\r\n%1$s"),
        FAILS("HTTP/1.1 500 %1$s\r\nContent-Length: %2$d\r\n\r\n%1$s"),
        SENDS_AWAY("HTTP/1.1 302 %1$s\r\nLocation: http://localhost:1/%1$s\r\nContent-Length: 0\r\n\r\n"),
        ANSWERS_SOMETHING_ELSE("HTTP/1.1 200 OK\r\nContent-Type: %1$s\r\nContent-Length: %2$d\r\n\r\n%1$s"),
        SPEAKS_NO_HTTP("%1$s\r\n\r\n"),
        ANNOUNCES_NONSENSE("HTTP/1.1 200 OK\r\nContent-Length: %1$s\r\n\r\n"),
        HANGS_UP("");

        private final String form;

        Manner(String form) {
            this.form = form;
        }
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Manner manner;

    Parrot(Manner manner) throws IOException {
        this.manner = manner;
        Thread thread = new Thread(this::serve, "parrot");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://localhost:" + socket.getLocalPort());
    }

    String heard() {
        return String.join("\n", heard);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connection.setSoTimeout(2000);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                String word = "";
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    heard.add(line);
                    if (line.regionMatches(true, 0, "authorization:", 0, 14)) {
                        word = line.substring(14).strip();
                    }
                }
                connection
                        .getOutputStream()
                        .write(manner.form.formatted(word, word.length()).getBytes(StandardCharsets.ISO_8859_1));
                connection.getOutputStream().flush();
                connection.shutdownOutput();
                // Until the other side has read it: a reset would take the answer away.
                in.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // The next one.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
