/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads request bodies within bounds: of size before and after decompression, of time, and of memory over all requests
 * together. Thread-safe.
 */
final class BodyReader {
    /** HoneyHive's cap. */
    static final int MAX_BYTES = 50 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;
    private static final long MAX_DRAINED = 2L * MAX_BYTES;

    private final Duration deadline;
    private final long budget;
    private final AtomicLong reserved = new AtomicLong();

    /**
     * @param deadline how long one body may take; a stalled connection is cut by the server's idle timeout before
     * @param budget bytes that all bodies being read may take together
     */
    BodyReader(Duration deadline, long budget) {
        this.deadline = deadline;
        this.budget = Math.max(budget, MAX_BYTES + 1L);
    }

    /**
     * A body read. Never compared, so the array does no harm.
     *
     * @param wireBytes what came over the wire
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Body(byte[] bytes, long wireBytes) {}

    /** Reads a body to its end and takes its compression off. */
    Body read(InputStream wire, String encoding) throws HttpError, IOException {
        Bounded bounded = new Bounded(wire, deadline);
        try {
            return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
                case "", "identity" -> collect(bounded, bounded);
                case "gzip", "x-gzip" -> collect(new GZIPInputStream(bounded, CHUNK), bounded);
                default -> throw new HttpError(415, "Content-Encoding must be gzip or identity");
            };
        } catch (ZipException e) {
            throw new HttpError(400, "the body is not gzip: " + e.getMessage());
        } catch (java.io.EOFException e) {
            throw new HttpError(400, "the body ends too early");
        }
    }

    private Body collect(InputStream decoded, Bounded bounded) throws HttpError, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        long mine = 0;
        try {
            for (int n = decoded.read(chunk); n >= 0; n = decoded.read(chunk)) {
                if (bytes.size() + n > MAX_BYTES) {
                    throw new HttpError(400, "the body is larger than " + MAX_BYTES + " bytes");
                }
                mine += n;
                if (reserved.addAndGet(n) > budget) {
                    throw new HttpError(503, "too many bytes in flight, try again");
                }
                bytes.write(chunk, 0, n);
            }
            return new Body(bytes.toByteArray(), bounded.count);
        } finally {
            reserved.addAndGet(-mine);
        }
    }

    /** Reads the rest of a refused body away, so that the client sees the answer and not a reset connection. */
    static void drain(InputStream wire) {
        try {
            Bounded rest = new Bounded(wire, Duration.ofSeconds(10));
            byte[] chunk = new byte[CHUNK];
            while (rest.count < MAX_DRAINED && rest.read(chunk, 0, chunk.length) >= 0) {}
        } catch (IOException | HttpTimeout e) {
            // The client is gone or too slow: it gets the answer as far as it listens.
        }
    }

    /** The body took longer than its deadline. */
    static final class HttpTimeout extends RuntimeException {
        HttpTimeout() {
            super("the body did not arrive in time");
        }
    }

    /** Counts and watches the clock. */
    private static final class Bounded extends InputStream {
        private final InputStream wire;
        private final long until;
        private long count;

        Bounded(InputStream wire, Duration deadline) {
            this.wire = wire;
            this.until = System.nanoTime() + deadline.toNanos();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (System.nanoTime() - until > 0) {
                throw new HttpTimeout();
            }
            int n = wire.read(bytes, offset, length);
            count += Math.max(n, 0);
            return n;
        }
    }
}
