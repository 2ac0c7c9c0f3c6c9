/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds, decodes and parses a dataset by the ending of its name. */
public final class DatasetFiles {

    /** The rows, and where they come from, for errors. */
    public record Rows(String origin, List<Row> rows) {}

    private DatasetFiles() {}

    public static Rows read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the dataset " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    public static Rows resource(String resource, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("the dataset " + resource
                        + " is not on the class path; it belongs in src/test/resources, and its name has no leading /");
            }
            return parse(resource, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("the dataset " + resource + " cannot be read", e);
        }
    }

    /** Refuses a dataset without rows. */
    public static Rows checked(String origin, List<Row> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(origin + " has no rows");
        }
        return new Rows(origin, rows);
    }

    private static Rows parse(String origin, byte[] bytes) {
        String text = decode(origin, bytes);
        String name = origin.toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl")) {
            return checked(origin, jsonLines(origin, text));
        }
        if (name.endsWith(".csv")) {
            return checked(origin, CsvRows.read(origin, text));
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            try {
                return checked(origin, YamlRows.read(origin, text));
            } catch (NoClassDefFoundError e) {
                throw new IllegalArgumentException(
                        origin + ": a dataset in YAML needs org.snakeyaml:snakeyaml-engine on the class path", e);
            }
        }
        throw new IllegalArgumentException(origin + ": the name must end in .jsonl, .csv, .yaml or .yml");
    }

    private static String decode(String origin, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            long line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new IllegalArgumentException(origin + ", line " + line + ": not UTF-8", e);
        }
    }

    private static List<Row> jsonLines(String origin, String text) {
        List<Row> rows = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                continue;
            }
            String place = "line " + (i + 1);
            try {
                rows.add(new Row(place, object(origin, place, Json.read(lines[i]))));
            } catch (JsonException e) {
                throw new IllegalArgumentException(origin + ", " + place + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }

    static Map<String, @Nullable Object> object(String origin, String place, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(origin + ", " + place + ": a row must be an object with 'inputs'");
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        map.forEach((name, field) -> row.put(String.valueOf(name), field));
        return row;
    }
}
