/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and JSON strings in UTF-8. Not thread-safe. */
public final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[8192];
    private int size;

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Goes back to a size it has had. */
    public void size(int earlier) {
        size = earlier;
    }

    public String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** ASCII as it is. */
    public LineBuffer raw(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    public LineBuffer append(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    public LineBuffer number(long number) {
        return raw(Long.toString(number));
    }

    public LineBuffer hex(byte[] hash) {
        room(hash.length * 2);
        for (byte b : hash) {
            bytes[size++] = HEX[(b >> 4) & 15];
            bytes[size++] = HEX[b & 15];
        }
        return this;
    }

    /**
     * A JSON string of at most {@code limit} characters; of a longer one the rest is named by its length. Escaped is what
     * JSON demands, and what a terminal or a line-wise reader could take for something else: all control characters, line
     * and paragraph separators, marks that turn the direction of text, half surrogate pairs.
     */
    public LineBuffer string(String text, int limit) {
        int end = Math.min(text.length(), limit);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        room((end + 32) * 6);
        bytes[size++] = '"';
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                codePoint(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                special(c);
            }
        }
        if (end < text.length()) {
            codePoint('…');
            raw("(+" + (text.length() - end) + ")");
        }
        bytes[size++] = '"';
        return this;
    }

    private void special(char c) {
        if (c == '"' || c == '\\') {
            bytes[size++] = '\\';
            bytes[size++] = (byte) c;
        } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) || invisible(c)) {
            bytes[size++] = '\\';
            bytes[size++] = 'u';
            for (int shift = 12; shift >= 0; shift -= 4) {
                bytes[size++] = HEX[(c >> shift) & 15];
            }
        } else {
            codePoint(c);
        }
    }

    private static boolean invisible(char c) {
        return (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff;
    }

    private void codePoint(int c) {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | (c >> 6));
        } else if (c < 0x10000) {
            bytes[size++] = (byte) (0xe0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        } else {
            bytes[size++] = (byte) (0xf0 | (c >> 18));
            bytes[size++] = (byte) (0x80 | ((c >> 12) & 0x3f));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
