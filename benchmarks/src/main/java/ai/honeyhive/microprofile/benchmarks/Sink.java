/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 endpoint on loopback that costs next to nothing: it skips the body and says 200, or, as the hanging one,
 * reads and never answers. It runs in another process than what is measured.
 */
final class Sink implements Closeable {

    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] REFUSED =
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    /** What every request is answered, {@code null} for nothing. */
    private final byte @Nullable [] answer;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private Sink(byte @Nullable [] answer) throws IOException {
        this.answer = answer;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept, "sink");
    }

    static Sink answering() throws IOException {
        return new Sink(OK);
    }

    static Sink hanging() throws IOException {
        return new Sink(null);
    }

    /** Refuses every key. */
    static Sink refusing() throws IOException {
        return new Sink(REFUSED);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    long requests() {
        return requests.get();
    }

    long bodyBytes() {
        return bodyBytes.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                daemon(() -> serve(connection), "sink-connection");
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
            while (true) {
                skipRequest(in);
                requests.incrementAndGet();
                if (answer != null) {
                    connection.getOutputStream().write(answer);
                }
            }
        } catch (IOException gone) {
            // The client has hung up, or we are closed.
        } finally {
            connections.remove(connection);
        }
    }

    private void skipRequest(InputStream in) throws IOException {
        long length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            } else if (header.startsWith("transfer-encoding:") && header.contains("chunked")) {
                chunked = true;
            }
        }
        if (chunked) {
            skipChunks(in);
        } else {
            skipBody(in, length);
        }
    }

    private void skipChunks(InputStream in) throws IOException {
        for (long size = chunkSize(in); size > 0; size = chunkSize(in)) {
            skipBody(in, size);
            line(in);
        }
        line(in);
    }

    private static long chunkSize(InputStream in) throws IOException {
        return Long.parseLong(line(in).strip(), 16);
    }

    private void skipBody(InputStream in, long length) throws IOException {
        in.skipNBytes(length);
        bodyBytes.addAndGet(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
