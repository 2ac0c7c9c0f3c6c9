/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.internal.record.RecordLine;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of bytes that end in a line feed; never more than one of them in memory. Not thread-safe. */
public final class LineReader implements Closeable {

    private final InputStream in;
    private byte[] line = new byte[1024];
    private long offset;
    private long rest;

    private LineReader(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    public static LineReader open(Path file, long from) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(from);
            return new LineReader(new BufferedInputStream(in, 64 * 1024), from);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Where the next line begins. */
    public long offset() {
        return offset;
    }

    /** After the last whole line: how many bytes without a line feed follow. */
    public long rest() {
        return rest;
    }

    /** The next line without its line feed, or null if there is none; one that is too long to be ours is cut. */
    public byte @Nullable [] next() throws IOException {
        long length = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                offset += length + 1;
                return Arrays.copyOf(line, (int) Math.min(length, line.length));
            }
            if (length < RecordLine.LONGEST) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, line.length * 2);
                }
                line[(int) length] = (byte) b;
            }
            length++;
        }
        rest = length;
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
