/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON into a buffer of UTF-8 bytes that never grows beyond a limit, and is valid JSON wherever the limit strikes:
 * room for what is needed to close is set aside beforehand. Bytes, because the limit is in bytes, and because strings turn
 * into UTF-8 and back by intrinsics. Not thread-safe.
 */
final class JsonWriter {

    /** Stands for what was left out. */
    static final String CUT = "…";

    /** The room that each value is granted before it is begun: that of the longest of null, false and "…". */
    private static final int SHORTEST = 5;

    private static final int LONGEST_KEY = 256;
    private static final byte[] CUT_BYTES = CUT.getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] ESCAPED = new boolean[256];

    static {
        Arrays.fill(ESCAPED, 0, ' ', true);
        ESCAPED['"'] = true;
        ESCAPED['\\'] = true;
    }

    private byte[] buffer = new byte[1024];
    private int size;
    private int limit;
    private int open;
    private boolean cut;
    private boolean first;

    /** Up to where a string's text may stay if {@link #CUT} must follow it. */
    private int fits;

    /** Where the writer stands: to come back to when a value turns out not to be readable. */
    record Mark(int size, int open, boolean first) {}

    /** Begins anew. */
    void reset(int bytes) {
        limit = Math.max(bytes, 2 * SHORTEST);
        size = 0;
        open = 0;
        cut = false;
        first = true;
    }

    /** How much memory the writer holds, in bytes. */
    int capacity() {
        return buffer.length;
    }

    boolean isCut() {
        return cut;
    }

    /** Leaves out everything that is not written yet. */
    void cut() {
        cut = true;
    }

    Mark mark() {
        return new Mark(size, open, first);
    }

    void back(Mark mark) {
        size = mark.size;
        open = mark.open;
        first = mark.first;
    }

    String text() {
        return new String(buffer, 0, size, StandardCharsets.UTF_8);
    }

    void beginObject() {
        begin('{');
    }

    void endObject() {
        end('}');
    }

    void beginArray() {
        begin('[');
    }

    void endArray() {
        end(']');
    }

    private void begin(char bracket) {
        put(bracket);
        open++;
        first = true;
    }

    private void end(char bracket) {
        put(bracket);
        open--;
        first = false;
    }

    /** Begins an element of an array; false where there is no room for one more, nor for any other. */
    boolean element() {
        if (cut || room() < 1 + SHORTEST) {
            cut = true;
            return false;
        }
        separate();
        return true;
    }

    /** Begins a member of an object; false where there is no room for one more, nor for any other. */
    boolean key(String name) {
        String key = name.length() > LONGEST_KEY ? name.substring(0, LONGEST_KEY) : name;
        // One char becomes six bytes at most; beside it stand quotes, colon and comma.
        if (cut || room() < 6 * key.length() + 4 + SHORTEST) {
            cut = true;
            return false;
        }
        separate();
        string(key);
        put(':');
        return true;
    }

    private void separate() {
        if (first) {
            first = false;
        } else {
            put(',');
        }
    }

    /** A value that is JSON already: a number, true, false, null. */
    void literal(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > room()) {
            cut = true;
            string(CUT);
            return;
        }
        append(utf8, 0, utf8.length);
    }

    /** A string, shortened and marked as such where it does not fit. */
    void string(String value) {
        int room = Math.max(room() - 2, 0);
        boolean whole = value.length() <= room;
        byte[] utf8 = (whole ? value : value.substring(0, room)).getBytes(StandardCharsets.UTF_8);
        put('"');
        if (!text(utf8, size + room) || !whole) {
            cut = true;
            size = fits;
            append(CUT_BYTES, 0, CUT_BYTES.length);
        }
        put('"');
    }

    /** Writes a string's text up to an end; false if there is more of it. */
    private boolean text(byte[] utf8, int end) {
        int soft = end - CUT_BYTES.length;
        int next = 0;
        fits = size;
        while (next < utf8.length) {
            int plain = next;
            while (plain < utf8.length && !ESCAPED[utf8[plain] & 0xFF]) {
                plain++;
            }
            int copied = Math.min(plain - next, end - size);
            append(utf8, next, copied);
            if (size <= soft) {
                fits = size;
            } else if (soft > size - copied) {
                fits = characterStart(soft);
            }
            next += copied;
            if (next < plain) {
                return false;
            }
            if (plain < utf8.length) {
                if (end - size < 6) {
                    return false;
                }
                escape(utf8[next++]);
                fits = size <= soft ? size : fits;
            }
        }
        return true;
    }

    /** The last position up to the given one at which no character would be torn. */
    private int characterStart(int position) {
        int start = position;
        while ((buffer[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    private void escape(byte character) {
        put('\\');
        switch (character) {
            case '"', '\\' -> put((char) character);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                append(new byte[] {'u', '0', '0', HEX[character >> 4], HEX[character & 0xF]}, 0, 5);
            }
        }
    }

    private void put(char ascii) {
        ensure(1);
        buffer[size++] = (byte) ascii;
    }

    private void append(byte[] bytes, int from, int length) {
        ensure(length);
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
    }

    private void ensure(int bytes) {
        if (size + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + bytes, 2 * buffer.length));
        }
    }

    private int room() {
        return limit - open - size;
    }
}
