/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV by RFC 4180: a comma between fields, quotes around those that hold commas, quotes (doubled) or line breaks,
 * as many fields in every record. LF ends a record as well as CRLF. The header is required; every value is a text.
 */
final class CsvRows {

    private final String origin;
    private final String text;
    private int at;
    private int line = 1;

    private CsvRows(String origin, String text) {
        this.origin = origin;
        this.text = text;
    }

    static List<Row> read(String origin, String text) {
        return new CsvRows(origin, text).rows();
    }

    private List<Row> rows() {
        if (text.isBlank()) {
            return List.of();
        }
        List<String> header = record();
        checkHeader(header);
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int start = line;
            List<String> fields = record();
            if (fields.size() == 1 && fields.get(0).isEmpty() && header.size() > 1) {
                continue; // an empty line
            }
            if (fields.size() != header.size()) {
                throw wrong(
                        start,
                        fields.size() + " fields, but the header has " + header.size()
                                + (fields.size() < header.size()
                                        ? "; column '" + header.get(fields.size()) + "' is missing"
                                        : "; a comma inside of a field needs quotes around it"));
            }
            rows.add(new Row("line " + start, fields(header, fields)));
        }
        return rows;
    }

    private void checkHeader(List<String> header) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isBlank()) {
                throw wrong(1, "column " + (i + 1) + " has no name");
            }
            if (!seen.add(plain(name))) {
                throw wrong(1, "column '" + name + "' is there twice");
            }
        }
        if (seen.contains("ground_truth") && seen.stream().anyMatch(name -> name.startsWith("ground_truth."))) {
            throw wrong(1, "column 'ground_truth' and a column 'ground_truth.<name>' exclude each other");
        }
    }

    private static String plain(String column) {
        return column.startsWith("inputs.") ? column.substring("inputs.".length()) : column;
    }

    private static Map<String, @Nullable Object> fields(List<String> header, List<String> values) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        Map<String, @Nullable Object> truth = new LinkedHashMap<>();
        row.put("inputs", inputs);
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.equals("id") || name.equals("ground_truth")) {
                row.put(name, values.get(i));
            } else if (name.startsWith("ground_truth.")) {
                truth.put(name.substring("ground_truth.".length()), values.get(i));
                row.put("ground_truth", truth);
            } else {
                inputs.put(plain(name), values.get(i));
            }
        }
        return row;
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>();
        do {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted(fields.size()) : unquoted(fields.size()));
        } while (goesOn());
        return fields;
    }

    private boolean goesOn() {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        if (c == ',') {
            at++;
            return true;
        }
        if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            at++;
        } else if (c != '\n') {
            throw wrong(line, "after a closing quote must come a comma or the end of the line");
        }
        at++;
        line++;
        return false;
    }

    private String unquoted(int column) {
        int start = at;
        while (at < text.length() && ",\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw wrong(line, "field " + (column + 1) + " has a quote inside and none around it");
            }
            if (text.startsWith("\r\n", at)) {
                break;
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted(int column) {
        int start = line;
        StringBuilder field = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw wrong(start, "the quote that opens field " + (column + 1) + " is never closed");
            }
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append(c);
                at++;
            } else {
                return field.toString();
            }
        }
    }

    private IllegalArgumentException wrong(int where, String what) {
        return new IllegalArgumentException(origin + ", line " + where + ": " + what);
    }
}
