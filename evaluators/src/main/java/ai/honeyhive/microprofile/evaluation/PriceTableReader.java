/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.PriceTable.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@link PriceTable}, and tells what is wrong with it, line by line. For one table. */
final class PriceTableReader {

    private static final int MOST_PROBLEMS = 10;
    private static final List<String> COLUMNS =
            List.of("model", "from", "input", "output", "provider", "cache-read", "cache-write", "reasoning", "above");
    private static final List<String> NEEDED = COLUMNS.subList(0, 3);
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,12}");

    private final String origin;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<Price>> byModel = new HashMap<>();
    private @Nullable List<String> header;
    private int line;

    PriceTableReader(String origin) {
        this.origin = origin;
    }

    Map<String, List<Price>> read(String text) {
        for (String raw : text.split("\\R", -1)) {
            if (header == null && !problems.isEmpty()) {
                break;
            }
            line++;
            // A byte order mark, as spreadsheets write it.
            String content = (line == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw).strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                line(List.of(content.split("\\s*,\\s*", -1)));
            }
        }
        if (header == null && problems.isEmpty()) {
            problems.add(origin + " names no columns: its first line must be like model,from,input,output");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        byModel.replaceAll((model, rows) -> List.copyOf(rows));
        return Map.copyOf(byModel);
    }

    private void line(List<String> values) {
        if (header == null) {
            List<String> names = header(values);
            header = problems.isEmpty() ? names : null;
            return;
        }
        if (values.size() != header.size()) {
            problem("has " + values.size() + " values for " + header.size() + " columns (" + String.join(",", header)
                    + ")");
            return;
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(header.get(i), values.get(i));
        }
        row(row);
    }

    private List<String> header(List<String> values) {
        List<String> names =
                values.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (String name : names) {
            if (!COLUMNS.contains(name)) {
                problem("names a column \"" + name + "\"; there are " + String.join(", ", COLUMNS));
            }
        }
        if (!names.containsAll(NEEDED) || names.stream().distinct().count() < names.size()) {
            problem("must name each column once, " + String.join(", ", NEEDED) + " among them");
        }
        return names;
    }

    private void row(Map<String, String> row) {
        int before = problems.size();
        String model = row.getOrDefault("model", "").toLowerCase(Locale.ROOT);
        if (model.isEmpty()) {
            problem("names no model");
        }
        LocalDate from = from(row.getOrDefault("from", ""));
        BigDecimal input = amount(row, "input");
        if (input == null && row.getOrDefault("input", "").isEmpty()) {
            problem("has no input price; write 0 for a model that costs nothing");
        }
        BigDecimal output = amount(row, "output");
        BigDecimal cacheRead = amount(row, "cache-read");
        BigDecimal cacheWrite = amount(row, "cache-write");
        BigDecimal reasoning = amount(row, "reasoning");
        long above = above(row.getOrDefault("above", ""));
        if (problems.size() > before || from == null || input == null) {
            return;
        }
        String provider = row.getOrDefault("provider", "").toLowerCase(Locale.ROOT);
        var price = new Price(provider, from, above, input, output, cacheRead, cacheWrite, reasoning, line);
        List<Price> rows = byModel.computeIfAbsent(model, name -> new ArrayList<>());
        for (Price other : rows) {
            if (other.provider().equals(provider) && other.from().equals(from) && other.above() == above) {
                problem("says the same as line " + other.line() + ": one model, provider, day and tier has one row");
            }
        }
        rows.add(price);
    }

    private @Nullable LocalDate from(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problem("has \"" + shown(text) + "\" as its first day; it must be like 2026-01-31");
            return null;
        }
    }

    private @Nullable BigDecimal amount(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "");
        if (text.isEmpty()) {
            return null;
        }
        if (!AMOUNT.matcher(text).matches()) {
            problem("has \"" + shown(text) + "\" as its " + column
                    + " price; it must be US dollars for a million tokens, like 0.15");
            return null;
        }
        return new BigDecimal(text);
    }

    private long above(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        if (!COUNT.matcher(text).matches()) {
            problem("has \"" + shown(text) + "\" in the column above; it must be a number of tokens, like 200000");
            return -1;
        }
        return Long.parseLong(text);
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(origin + ", line " + line + ", " + what);
        }
    }

    /** As much of it as helps. */
    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
