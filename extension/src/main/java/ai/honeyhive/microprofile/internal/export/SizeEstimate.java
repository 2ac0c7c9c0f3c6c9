/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import io.opentelemetry.api.common.Attributes;
import java.util.List;

/**
 * What a record holds on the heap, roughly. It runs on the caller's thread, so it looks at lengths and at a few
 * characters, never at whole texts. The resource is shared by all records and not counted.
 */
public final class SizeEstimate {

    /** The record, its ids, its two attribute sets and its place in the queue. */
    private static final int RECORD = 600;

    private static final int ATTRIBUTE = 64;
    private static final int STRING = 56;
    private static final int SAMPLES = 16;

    /** Up to this length it matters little whether a character takes one byte or two. */
    private static final int SHORT = 64;

    private SizeEstimate() {}

    public static long of(SpanRecord record) {
        long bytes = RECORD + text(record.name()) + text(record.statusDescription());
        bytes += of(record.attributes()) + of(record.content());
        for (SpanRecord.Event event : record.events()) {
            bytes += ATTRIBUTE + text(event.name()) + of(event.attributes());
        }
        for (SpanRecord.Link link : record.links()) {
            bytes += 3 * ATTRIBUTE + of(link.attributes());
        }
        return bytes;
    }

    private static long of(Attributes attributes) {
        if (attributes.isEmpty()) {
            return 0;
        }
        long[] bytes = new long[1];
        attributes.forEach((key, value) -> bytes[0] += ATTRIBUTE + value(value));
        return bytes[0];
    }

    private static long value(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof List<?> list) {
            long bytes = STRING;
            for (Object element : list) {
                bytes += element instanceof String text ? text(text) : 24;
            }
            return bytes;
        }
        return 24;
    }

    /** A string takes one byte a character, or two if only one of its characters is outside Latin-1. */
    private static long text(String text) {
        long length = text.length();
        if (length <= SHORT) {
            return STRING + length;
        }
        int step = text.length() / SAMPLES;
        for (int i = 0; i < length; i += step) {
            if (text.charAt(i) > 0xFF) {
                return STRING + 2 * length;
            }
        }
        return STRING + length;
    }
}
