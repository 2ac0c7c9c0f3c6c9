/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads what others have computed. */
public final class Reference {

    private Reference() {}

    public static String text(String name) {
        try (InputStream in = Reference.class.getResourceAsStream("/reference/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Map<String, Object>> rows(String name) {
        return text(name).lines().map(Reference::object).toList();
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String json) {
        try {
            return (Map<String, Object>) Json.read(json);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static List<String> texts(Object list) {
        return (List<String>) list;
    }

    static double number(Object number) {
        return ((Number) number).doubleValue();
    }
}
