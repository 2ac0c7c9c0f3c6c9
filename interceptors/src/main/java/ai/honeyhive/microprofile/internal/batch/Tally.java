/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.BatchResult.ErrorKind;
import ai.honeyhive.microprofile.spi.ModelResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of items, in bounded memory. Not thread-safe. */
public final class Tally {

    /** Kinds of errors; the others share one. */
    static final int MOST_KINDS = 32;

    private static final String OTHER = "(other)";

    private final Map<String, ErrorKind> errors = new LinkedHashMap<>();
    private final ItemTimes times = new ItemTimes();
    private long succeeded;
    private long failed;
    private long skipped;
    private @Nullable Long inputTokens;
    private @Nullable Long outputTokens;
    private @Nullable BigDecimal cost;

    /** An item has ended well; {@code result} is what it tells of tokens and cost. */
    public void succeeded(long nanos, @Nullable ModelResult result) {
        succeeded++;
        times.add(nanos);
        if (result != null) {
            inputTokens = sum(inputTokens, result.inputTokens());
            outputTokens = sum(outputTokens, result.outputTokens());
            BigDecimal more = result.cost();
            if (more != null) {
                cost = cost == null ? more : cost.add(more);
            }
        }
    }

    /** An item has failed; the position is its number, counted from 1. */
    public void failed(long nanos, String type, String message, long position) {
        failed++;
        times.add(nanos);
        String kind = errors.containsKey(type) || errors.size() < MOST_KINDS ? type : OTHER;
        ErrorKind known = errors.get(kind);
        errors.put(
                kind,
                known == null
                        ? new ErrorKind(kind, 1, message, position)
                        : new ErrorKind(kind, known.count() + 1, known.example(), known.firstItem()));
    }

    /** Items that did not come to their end. */
    public void skipped(int items) {
        skipped += items;
    }

    long succeeded() {
        return succeeded;
    }

    long failed() {
        return failed;
    }

    long skipped() {
        return skipped;
    }

    /** What there is so far. */
    public BatchResult result(String name, int groups, boolean cancelled) {
        List<ErrorKind> kinds = new ArrayList<>(errors.values());
        long[] sorted = times.sorted();
        return new BatchResult(
                name,
                groups,
                succeeded,
                failed,
                skipped,
                cancelled,
                kinds,
                inputTokens,
                outputTokens,
                cost == null ? null : cost.doubleValue(),
                ItemTimes.percentile(sorted, 50),
                ItemTimes.percentile(sorted, 95));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }
}
