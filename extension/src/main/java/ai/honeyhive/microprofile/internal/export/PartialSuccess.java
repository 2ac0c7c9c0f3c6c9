/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many spans of a request the server left out although it took the request. HoneyHive answers protobuf with JSON,
 * other servers with protobuf; what is neither means none.
 */
final class PartialSuccess {

    private static final Pattern JSON = Pattern.compile("\"rejected_?[sS]pans\"\\s*:\\s*\"?(\\d{1,18})");

    private static final int FIELD_PARTIAL_SUCCESS = 1 << 3 | 2;
    private static final int FIELD_REJECTED_SPANS = 1 << 3;

    private PartialSuccess() {}

    static long rejected(String contentType, byte[] body) {
        try {
            if (contentType.contains("protobuf")) {
                return fromProtobuf(ByteBuffer.wrap(body), true);
            }
            Matcher json = JSON.matcher(new String(body, StandardCharsets.UTF_8));
            return json.find() ? Long.parseLong(json.group(1)) : 0;
        } catch (RuntimeException e) {
            // A body that is no such message says nothing about the request, which was taken.
            return 0;
        }
    }

    /** The response, or the one message inside it: no deeper, whatever a hostile server nests. */
    private static long fromProtobuf(ByteBuffer response, boolean outermost) {
        long rejected = 0;
        while (response.hasRemaining()) {
            long tag = varint(response);
            if (outermost && tag == FIELD_PARTIAL_SUCCESS) {
                int length = Math.toIntExact(varint(response));
                rejected = fromProtobuf(response.slice(response.position(), length), false);
                response.position(response.position() + length);
            } else if (!outermost && tag == FIELD_REJECTED_SPANS) {
                rejected = varint(response);
            } else {
                skip(response, tag);
            }
        }
        return rejected;
    }

    private static void skip(ByteBuffer message, long tag) {
        int length =
                switch ((int) (tag & 7)) {
                    case 0 -> {
                        varint(message);
                        yield 0;
                    }
                    case 1 -> Long.BYTES;
                    case 2 -> Math.toIntExact(varint(message));
                    case 5 -> Integer.BYTES;
                    default -> throw new IllegalArgumentException("no such wire type");
                };
        message.position(Math.addExact(message.position(), length));
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = message.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint without end");
    }
}
