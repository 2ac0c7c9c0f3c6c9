/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of datasets that HoneyHive does not hold, as its Python client computes them: {@code EXT-} and the first 16
 * hexadecimal digits of SHA-256 over Python's JSON of the rows; of a datapoint, over its JSON and its decimal index. A
 * row that has an {@code id} keeps it, with {@code EXT-} before it unless it is there.
 */
public final class ExternalIds {

    private static final String PREFIX = "EXT-";
    private static final int DIGITS = 16;

    private ExternalIds() {}

    public static String dataset(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        return PREFIX + hash(PythonJson.of(rows));
    }

    public static String datapoint(Map<String, ? extends @Nullable Object> row, int index) {
        Object id = row.get("id");
        if (id != null && !id.toString().isEmpty()) {
            return id.toString().startsWith(PREFIX) ? id.toString() : PREFIX + id;
        }
        return PREFIX + hash(PythonJson.of(row) + index);
    }

    /** An unmodifiable copy in the same order; values may be null. */
    public static Map<String, @Nullable Object> copy(Map<String, ? extends @Nullable Object> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
