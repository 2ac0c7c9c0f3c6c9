/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.nio.charset.StandardCharsets;

/**
 * Writes the protobuf wire format from its end to its start. A length stands before what it measures, so writing
 * backwards needs neither a first pass for the sizes nor room kept free for them. Fields are written last to first.
 *
 * <p>Not thread-safe.
 */
final class ReverseBuffer {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    /** Up to this length a loop over the characters is cheaper than an array in between. */
    private static final int SHORT = 64;

    private byte[] bytes;
    private int start;

    ReverseBuffer(int capacity) {
        bytes = new byte[capacity];
        start = capacity;
    }

    /** The bytes written: the last {@link #size()} of this array. */
    byte[] array() {
        return bytes;
    }

    int offset() {
        return start;
    }

    int size() {
        return bytes.length - start;
    }

    /** Forgets what was written, and has room for this much without growing. */
    void clear(int capacity) {
        if (bytes.length < capacity) {
            bytes = new byte[capacity];
        }
        start = bytes.length;
    }

    private void ensure(int more) {
        if (start < more) {
            int size = size();
            byte[] larger = new byte[Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(size, more))];
            System.arraycopy(bytes, start, larger, larger.length - size, size);
            bytes = larger;
            start = larger.length - size;
        }
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        int length = value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
        ensure(length);
        start -= length;
        int at = start;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at] = (byte) rest;
    }

    /** An integer, even zero. */
    void varintField(int field, long value) {
        varint(value);
        tag(field, VARINT);
    }

    /** Eight bytes, even zero. */
    void fixed64Field(int field, long value) {
        ensure(Long.BYTES);
        start -= Long.BYTES;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[start + i] = (byte) (value >>> (8 * i));
        }
        tag(field, FIXED64);
    }

    /** Four bytes, even zero. */
    void fixed32Field(int field, int value) {
        ensure(Integer.BYTES);
        start -= Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[start + i] = (byte) (value >>> (8 * i));
        }
        tag(field, FIXED32);
    }

    void bytesField(int field, byte[] value) {
        raw(value);
        varint(value.length);
        tag(field, LENGTH);
    }

    /** A text, even an empty one. */
    void stringField(int field, String value) {
        int end = size();
        utf8(value);
        closeField(field, end);
    }

    /** A text, or nothing if it is empty. */
    void stringFieldUnlessEmpty(int field, String value) {
        if (!value.isEmpty()) {
            stringField(field, value);
        }
    }

    /**
     * Makes everything written since a field, a nested message.
     *
     * @param end what {@link #size()} was before its content
     */
    void closeField(int field, int end) {
        varint(size() - end);
        tag(field, LENGTH);
    }

    private void raw(byte[] value) {
        ensure(value.length);
        start -= value.length;
        System.arraycopy(value, 0, bytes, start, value.length);
    }

    private void utf8(String value) {
        int length = value.length();
        if (length > SHORT || !ascii(value, length)) {
            raw(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes a text that turns out to be plain ASCII; otherwise writes nothing. */
    private boolean ascii(String value, int length) {
        ensure(length);
        int at = start - length;
        for (int i = 0; i < length; i++) {
            char character = value.charAt(i);
            if (character >= 0x80) {
                return false;
            }
            bytes[at + i] = (byte) character;
        }
        start = at;
        return true;
    }
}
