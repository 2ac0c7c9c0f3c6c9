/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A request's body after it has arrived, its compression still on. Used by one thread. */
final class Body implements AutoCloseable {
    /** HoneyHive's cap, before and after decompression. */
    static final int MAX_BYTES = 50 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final byte[] wire;
    private final long wireBytes;
    private final @Nullable HttpError problem;
    private final Budget budget;
    private long reserved;

    /**
     * A body with what it has reserved of a budget already; closing it gives that back.
     *
     * @param wire what was kept of it
     * @param wireBytes how many bytes came, kept or not
     * @param problem why it cannot be used, {@code null} where it can
     */
    Body(byte[] wire, long wireBytes, @Nullable HttpError problem, Budget budget, long reserved) {
        this.wire = wire;
        this.wireBytes = wireBytes;
        this.problem = problem;
        this.budget = budget;
        this.reserved = reserved;
    }

    long wireBytes() {
        return wireBytes;
    }

    /** The body without its compression. */
    byte[] decode(String encoding) throws HttpError {
        if (problem != null) {
            throw problem;
        }
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> wire;
            case "gzip", "x-gzip" -> gunzip();
            default -> throw new HttpError(415, "Content-Encoding must be gzip or identity");
        };
    }

    private byte[] gunzip() throws HttpError {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(wire), CHUNK)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (bytes.size() + n > MAX_BYTES) {
                    throw tooLarge();
                }
                if (!budget.reserve(n)) {
                    throw overBudget();
                }
                reserved += n;
                bytes.write(chunk, 0, n);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new HttpError(400, "the body is not gzip to its end: " + e.getMessage());
        }
    }

    static HttpError tooLarge() {
        return new HttpError(400, "the body is larger than " + MAX_BYTES + " bytes");
    }

    static HttpError overBudget() {
        return new HttpError(503, "too many bytes in flight, try again");
    }

    @Override
    public void close() {
        budget.release(reserved);
        reserved = 0;
    }
}
