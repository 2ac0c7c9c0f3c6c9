/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as HoneyHive does, or otherwise. Bare sockets: the JDK's own server insists on its clock. */
final class Collector implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final byte[] answer;

    private Collector(byte[] answer) throws IOException {
        this.answer = answer;
        Thread thread = new Thread(this::serve, "collector");
        thread.setDaemon(true);
        thread.start();
    }

    static Collector answering(int status, String text, Map<String, String> headers) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("Date", httpDate(Instant.now()), "Connection", "close"));
        all.putAll(headers);
        all.put("Content-Length", "" + text.getBytes(UTF_8).length);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return new Collector((head + "\r\n" + text).getBytes(UTF_8));
    }

    static Collector sound() throws IOException {
        return answering(200, "{\"success\":true}", Map.of("Content-Type", "application/json"));
    }

    static String httpDate(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                InputStream in = caller.getInputStream();
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append(new String(in.readNBytes(1), ISO_8859_1));
                }
                keys.add(header(head, "Authorization"));
                bodies.add(in.readNBytes(Integer.parseInt(header(head, "Content-Length"))));
                caller.getOutputStream().write(answer);
            } catch (IOException e) {
                // The end, or a caller that went away: what a test misses then, it tells itself.
            }
        }
    }

    private static String header(CharSequence head, String name) {
        return head.toString()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    String url() {
        return "http://localhost:" + socket.getLocalPort();
    }

    List<byte[]> bodies() {
        return bodies;
    }

    List<String> keys() {
        return keys;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
