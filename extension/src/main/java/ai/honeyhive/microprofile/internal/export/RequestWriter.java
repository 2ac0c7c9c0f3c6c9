/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes request bodies, and keeps the buffer they stand in for the next one: a body is valid until then. Only the
 * worker's thread uses it.
 */
final class RequestWriter {

    private static final int INITIAL = 64 << 10;
    /** What is kept between bursts. */
    private static final int KEPT = 256 << 10;

    private static final int LARGEST_GUESS = 64 << 20;

    private static final byte[] GZIP_HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int GZIP_TRAILER = 8;

    private final int compressionLevel;
    private ReverseBuffer buffer = new ReverseBuffer(INITIAL);
    private OtlpEncoder encoder = new OtlpEncoder(buffer);

    RequestWriter(int compressionLevel) {
        this.compressionLevel = compressionLevel;
    }

    RequestBody write(List<QueuedSpan> spans) {
        List<SpanRecord> records = new ArrayList<>(spans.size());
        long bytes = 0;
        for (QueuedSpan span : spans) {
            records.add(span.record());
            bytes += span.bytes;
        }
        buffer.clear((int) Math.min(bytes, LARGEST_GUESS));
        encoder.encode(records);
        return compressionLevel > 0
                ? compressed()
                : new RequestBody(buffer.array(), buffer.offset(), buffer.size(), false, buffer.size());
    }

    private RequestBody compressed() {
        int size = buffer.size();
        Deflater deflater = new Deflater(compressionLevel, true);
        try {
            deflater.setInput(buffer.array(), buffer.offset(), size);
            deflater.finish();
            byte[] out = new byte[GZIP_HEADER.length + size / 3 + 64 + GZIP_TRAILER];
            System.arraycopy(GZIP_HEADER, 0, out, 0, GZIP_HEADER.length);
            int end = GZIP_HEADER.length;
            while (!deflater.finished()) {
                if (out.length - GZIP_TRAILER - end <= 0) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                end += deflater.deflate(out, end, out.length - GZIP_TRAILER - end);
            }
            CRC32 crc = new CRC32();
            crc.update(buffer.array(), buffer.offset(), size);
            littleEndian(out, end, (int) crc.getValue());
            littleEndian(out, end + Integer.BYTES, size);
            return new RequestBody(out, 0, end + GZIP_TRAILER, true, size);
        } finally {
            deflater.end();
        }
    }

    private static void littleEndian(byte[] out, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            out[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Gives up the buffer: somebody may still read from it, or it grew large and nothing waits. */
    void renew() {
        buffer = new ReverseBuffer(INITIAL);
        encoder = new OtlpEncoder(buffer);
    }

    /** Gives up a buffer that grew large. */
    void idle() {
        if (buffer.array().length > KEPT) {
            renew();
        }
    }
}
