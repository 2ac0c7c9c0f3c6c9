/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What models cost, by day, and what a call has cost by that. A model that is not in the table, or a count that is not
 * known, gives no cost, never 0.
 *
 * <p>A table is text: lines of values separated by commas, the first of which names the columns. Empty lines and lines that
 * begin with {@code #} are left out. Prices are in US dollars for a million tokens.
 *
 * <table>
 * <caption>Columns, in any order; the first three must be there</caption>
 * <tr><td>{@code model}</td><td>the model's name, in any case; it also stands for the same name with a date behind it,
 *   {@code -2026-01-31}, {@code -20260131} or {@code @20260131}, unless that has rows of its own</td></tr>
 * <tr><td>{@code from}</td><td>the first day (UTC) on which the row holds, until a later one of the same model</td></tr>
 * <tr><td>{@code input}</td><td>a million input tokens</td></tr>
 * <tr><td>{@code output}</td><td>a million output tokens; empty for a model that has none</td></tr>
 * <tr><td>{@code provider}</td><td>a {@code gen_ai.provider.name}; empty for any</td></tr>
 * <tr><td>{@code cache-read}</td><td>input tokens out of a cache; empty: as other input</td></tr>
 * <tr><td>{@code cache-write}</td><td>input tokens put in a cache; empty: as other input</td></tr>
 * <tr><td>{@code reasoning}</td><td>output tokens that were reasoning; empty: as other output</td></tr>
 * <tr><td>{@code above}</td><td>the row holds for calls with more input tokens than that; empty: for all</td></tr>
 * </table>
 *
 * <p>Immutable and thread-safe.
 */
public final class PriceTable {

    private static final Pattern DATE = Pattern.compile("[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8})\\z");

    private final Map<String, List<Price>> byModel;

    PriceTable(Map<String, List<Price>> byModel) {
        this.byModel = byModel;
    }

    /**
     * The tokens of a call, as OpenTelemetry's GenAI conventions count them.
     *
     * @param input all tokens of the input, cached ones included; {@code null} if unknown
     * @param output all tokens of the output, reasoning included; {@code null} if unknown
     * @param cacheRead those of the input that came from a cache; 0 if none or unknown
     * @param cacheWrite those of the input that were put in a cache; 0 if none or unknown
     * @param reasoning those of the output that were reasoning; 0 if none or unknown
     */
    public record Tokens(@Nullable Long input, @Nullable Long output, long cacheRead, long cacheWrite, long reasoning) {

        /** Tokens of which none is known to be cached or reasoning. */
        public static Tokens of(long input, long output) {
            return new Tokens(input, output, 0, 0, 0);
        }
    }

    /**
     * The table of this library: a few well-known models at their list prices, with sources and dates in the file
     * {@code prices.csv} beside this class. Check it before you rely on it.
     */
    public static PriceTable builtIn() {
        return BuiltIn.TABLE;
    }

    /**
     * Reads a table.
     *
     * @param text the table
     * @param origin what messages call it, a file's path say
     * @throws IllegalArgumentException if it is wrong anywhere; the message names the origin, the lines (ten of them at
     *     most), and what is allowed there
     */
    public static PriceTable parse(String text, String origin) {
        return new PriceTable(new PriceTableReader(origin).read(text));
    }

    /**
     * What a call has cost, in US dollars.
     *
     * @param provider the provider, {@code null} if unknown: then any counts, if all rows of the model are of one
     * @param model the model that answered, {@code null} if unknown
     * @param at when the call began
     * @return {@code null} where the table does not tell, or a count is unknown that it has a price for
     */
    public @Nullable BigDecimal cost(@Nullable String provider, @Nullable String model, Tokens tokens, Instant at) {
        if (model == null || tokens.input() == null) {
            return null;
        }
        Price price = Price.of(
                rows(model),
                lower(provider),
                tokens.input(),
                at.atOffset(ZoneOffset.UTC).toLocalDate());
        return price == null ? null : price.cost(tokens);
    }

    private List<Price> rows(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        List<Price> exact = byModel.get(name);
        return exact == null ? byModel.getOrDefault(DATE.matcher(name).replaceFirst(""), List.of()) : exact;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Read when it is first asked for. */
    private static final class BuiltIn {

        static final PriceTable TABLE = load();

        private static PriceTable load() {
            try (InputStream file = PriceTable.class.getResourceAsStream("prices.csv")) {
                if (file == null) {
                    throw new IllegalStateException("prices.csv is missing in the jar of the evaluators");
                }
                return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8), "prices.csv");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * A row.
     *
     * @param provider in small letters, empty for any
     * @param above the row holds for calls with more input tokens; -1 for all
     * @param line where it stands
     */
    record Price(
            String provider,
            LocalDate from,
            long above,
            BigDecimal input,
            @Nullable BigDecimal output,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal reasoning,
            int line) {

        private static final int MILLION = 6;

        /** The row that holds, {@code null} if none does. */
        static @Nullable Price of(List<Price> rows, @Nullable String provider, long inputTokens, LocalDate day) {
            String named = provider == null
                            && rows.stream().map(Price::provider).distinct().count() == 1
                    ? rows.get(0).provider()
                    : provider;
            Price best = null;
            for (Price row : rows) {
                if (!row.from.isAfter(day)
                        && row.above < inputTokens
                        && (row.provider.isEmpty() || row.provider.equals(named))
                        && (best == null || row.beats(best))) {
                    best = row;
                }
            }
            return best;
        }

        /** The provider's own row before that of all, then the later one, then the one of the higher tier. */
        private boolean beats(Price other) {
            if (provider.isEmpty() != other.provider.isEmpty()) {
                return other.provider.isEmpty();
            }
            return from.equals(other.from) ? above > other.above : from.isAfter(other.from);
        }

        @Nullable
        BigDecimal cost(Tokens tokens) {
            Long all = tokens.input();
            Long answered = tokens.output();
            if (all == null
                    || (output != null && answered == null)
                    || (output == null && answered != null && answered > 0)) {
                return null;
            }
            long cached = tokens.cacheRead() + tokens.cacheWrite();
            // Who counts more cached tokens than tokens has left the cached ones out of the sum.
            long plain = cached > all ? all : all - cached;
            BigDecimal sum = times(plain, input)
                    .add(times(tokens.cacheRead(), cacheRead == null ? input : cacheRead))
                    .add(times(tokens.cacheWrite(), cacheWrite == null ? input : cacheWrite));
            if (output != null && answered != null) {
                long reasoned = Math.min(tokens.reasoning(), answered);
                sum = sum.add(times(answered - reasoned, output))
                        .add(times(reasoned, reasoning == null ? output : reasoning));
            }
            return sum.movePointLeft(MILLION);
        }

        private static BigDecimal times(long tokens, BigDecimal price) {
            return price.multiply(BigDecimal.valueOf(Math.max(0, tokens)));
        }
    }
}
