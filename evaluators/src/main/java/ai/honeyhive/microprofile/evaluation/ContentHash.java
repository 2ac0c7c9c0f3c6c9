/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 over values, each with its kind and its length before it, so that no two different lists give one text. */
final class ContentHash {

    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ContentHash add(@Nullable Object value) {
        if (value == null) {
            head('n', 0);
        } else if (value instanceof Map<?, ?> map) {
            head('m', map.size());
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(String.valueOf(key), element));
            sorted.forEach((key, element) -> add(key).add(element));
        } else if (value instanceof List<?> list) {
            head('l', list.size());
            list.forEach(this::add);
        } else if (value instanceof ToolCall call) {
            head('c', 2);
            add(call.name()).add(call.arguments());
        } else {
            byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
            head(value instanceof String ? 's' : 'o', bytes.length);
            digest.update(bytes);
        }
        return this;
    }

    private void head(char kind, int length) {
        digest.update(ByteBuffer.allocate(5).put((byte) kind).putInt(length).array());
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
