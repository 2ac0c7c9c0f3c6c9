/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.util.Arrays;

/**
 * Writes JSON that never takes more bytes of UTF-8 than a limit, and is valid wherever the limit strikes: room for what is
 * needed to close is set aside beforehand. Chars in the buffer, because strings are made of them and become strings again;
 * the bytes are only counted. Not thread-safe.
 */
final class JsonWriter {

    /** Stands for what was left out. */
    static final String CUT = "…";

    /** The room that each value is granted before it is begun: that of the longest of null, false and "…". */
    private static final int SHORTEST = 5;

    private static final int LONGEST_KEY = 256;
    private static final int CUT_BYTES = 3;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** How many chars of a string are looked at together. */
    private static final int CHUNK = 512;

    /** The characters that stand for themselves, and take one byte. */
    private static final boolean[] PLAIN = new boolean[0x80];

    static {
        Arrays.fill(PLAIN, ' ', PLAIN.length, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private char[] buffer = new char[1024];
    private final char[] chunk = new char[CHUNK];
    private int size;
    private int bytes;
    private int limit;
    private int open;
    private boolean cut;
    private boolean first;

    /** Up to where a string's text may stay if {@link #CUT} must follow it. */
    private int fits;

    private int fitsBytes;

    /** Where the writer stands: to come back to when a value turns out not to be readable. */
    record Mark(int size, int bytes, int open, boolean first) {}

    /** Begins anew. */
    void reset(int mostBytes) {
        limit = Math.max(mostBytes, 2 * SHORTEST);
        size = 0;
        bytes = 0;
        open = 0;
        cut = false;
        first = true;
    }

    /** How much memory the writer holds, in bytes. */
    int capacity() {
        return 2 * buffer.length;
    }

    boolean isCut() {
        return cut;
    }

    /** Leaves out everything that is not written yet. */
    void cut() {
        cut = true;
    }

    Mark mark() {
        return new Mark(size, bytes, open, first);
    }

    void back(Mark mark) {
        size = mark.size;
        bytes = mark.bytes;
        open = mark.open;
        first = mark.first;
    }

    String text() {
        return new String(buffer, 0, size);
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

    /** A value that is JSON already. */
    void literal(String json) {
        int length = json.length();
        int utf8Length = Texts.utf8Length(json);
        if (utf8Length > room()) {
            cut = true;
            string(CUT);
            return;
        }
        ensure(length);
        json.getChars(0, length, buffer, size);
        size += length;
        bytes += utf8Length;
    }

    /** A string, shortened and marked as such where it does not fit. */
    void string(String value) {
        int room = Math.max(room() - 2, 0);
        put('"');
        if (!text(value, bytes + room)) {
            cut = true;
            size = fits;
            bytes = fitsBytes;
            append(CUT.charAt(0), CUT_BYTES);
        }
        put('"');
    }

    /** Writes a string's text up to an end, in bytes; false if there is more of it. */
    private boolean text(String value, int end) {
        fits = size;
        fitsBytes = bytes;
        int length = value.length();
        int next = 0;
        while (next < length) {
            int last = Math.min(next + CHUNK, length);
            if (last < length && Character.isHighSurrogate(value.charAt(last - 1))) {
                // Its other half is in the next chunk.
                last--;
            }
            value.getChars(next, last, chunk, 0);
            if (!chunk(last - next, end)) {
                return false;
            }
            next = last;
        }
        return true;
    }

    private boolean chunk(int length, int end) {
        int next = 0;
        while (next < length) {
            int plain = next;
            while (plain < length && chunk[plain] < PLAIN.length && PLAIN[chunk[plain]]) {
                plain++;
            }
            if (!plain(next, plain - next, end)) {
                return false;
            }
            next = plain;
            if (next < length) {
                int taken = special(next, length, end);
                if (taken == 0) {
                    return false;
                }
                next += taken;
            }
        }
        return true;
    }

    /** Copies a run of characters that stand for themselves; false if not all of it fits. */
    private boolean plain(int from, int length, int end) {
        int copied = Math.min(length, end - bytes);
        ensure(copied);
        System.arraycopy(chunk, from, buffer, size, copied);
        int soft = end - CUT_BYTES;
        if (bytes <= soft) {
            int fitting = Math.min(copied, soft - bytes);
            fits = size + fitting;
            fitsBytes = bytes + fitting;
        }
        size += copied;
        bytes += copied;
        return copied == length;
    }

    /** Writes a character that is escaped, or is none of ASCII; how many chars it is made of, 0 if it does not fit. */
    private int special(int at, int length, int end) {
        char character = chunk[at];
        boolean high = Character.isHighSurrogate(character);
        boolean pair = high && at + 1 < length && Character.isLowSurrogate(chunk[at + 1]);
        // What is half a character has no UTF-8: Java's own encoder puts a question mark, too.
        boolean torn = !pair && Character.isSurrogate(character);
        int width = character < 0x80 ? escapeLength(character) : torn ? 1 : character < 0x800 ? 2 : pair ? 4 : 3;
        if (bytes + width > end) {
            return 0;
        }
        if (character < 0x80) {
            escape(character);
        } else if (pair) {
            append(character, 4);
            append(chunk[at + 1], 0);
        } else {
            append(torn ? '?' : character, width);
        }
        noteFit(end);
        return pair ? 2 : 1;
    }

    private void noteFit(int end) {
        if (bytes <= end - CUT_BYTES) {
            fits = size;
            fitsBytes = bytes;
        }
    }

    private static int escapeLength(char character) {
        return switch (character) {
            case '"', '\\', '\n', '\r', '\t' -> 2;
            default -> 6;
        };
    }

    private void escape(char character) {
        put('\\');
        switch (character) {
            case '"', '\\' -> put(character);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                put(HEX[character >> 4]);
                put(HEX[character & 0xF]);
            }
        }
    }

    private void put(char ascii) {
        append(ascii, 1);
    }

    private void append(char character, int utf8Length) {
        ensure(1);
        buffer[size++] = character;
        bytes += utf8Length;
    }

    private void ensure(int chars) {
        if (size + chars > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + chars, 2 * buffer.length));
        }
    }

    private int room() {
        return limit - open - bytes;
    }
}
