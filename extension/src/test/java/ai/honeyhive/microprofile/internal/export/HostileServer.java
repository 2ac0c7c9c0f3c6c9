/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a bare socket, which does to each connection what the test says. */
final class HostileServer implements AutoCloseable {

    /** What is done to a connection. */
    interface Behaviour {
        void serve(Socket connection, int number) throws Exception;
    }

    private final ServerSocket listener;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Behaviour behaviour;

    private HostileServer(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
        daemon(this::accept).start();
    }

    static HostileServer start(Behaviour behaviour) throws IOException {
        return new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                int number = accepted.incrementAndGet();
                daemon(() -> serve(connection, number)).start();
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket connection, int number) {
        try {
            behaviour.serve(connection, number);
        } catch (Exception e) {
            // the other side hung up, which is what the tests want
        }
    }

    /** Reads one request and returns its head. */
    static String readRequest(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        int length = Integer.parseInt(
                lower.substring(at + 15, lower.indexOf('\r', at)).strip());
        in.readNBytes(length);
        return text;
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Blocks until the client hangs up. */
    static void hang(Socket connection) throws IOException {
        connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    }

    int accepted() {
        return accepted.get();
    }

    boolean allClosedByClient() {
        return connections.stream().allMatch(HostileServer::closed);
    }

    private static boolean closed(Socket connection) {
        try {
            connection.setSoTimeout(1);
            return connection.isClosed() || connection.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    String url() {
        return "http://localhost:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
