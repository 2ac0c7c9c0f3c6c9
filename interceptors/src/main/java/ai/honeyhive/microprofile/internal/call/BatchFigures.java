/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.BatchResult.ErrorKind;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is recorded of the figures of a batch, or of one of its groups. */
final class BatchFigures {

    private static final ContentKey ERRORS = new ContentKey(HoneyHiveAttributes.BATCH_ERRORS);

    private BatchFigures() {}

    /** The figures, and if an item has failed, an error. */
    static void record(BatchResult figures, RunningCall call) {
        call.put(HoneyHiveAttributes.ITEMS, figures.items());
        call.put(HoneyHiveAttributes.ITEMS_SUCCEEDED, figures.succeeded());
        call.put(HoneyHiveAttributes.ITEMS_FAILED, figures.failed());
        call.put(HoneyHiveAttributes.ITEMS_SKIPPED, figures.skipped());
        call.put(HoneyHiveAttributes.BATCH_GROUPS, (long) figures.groups());
        put(call, HoneyHiveAttributes.ITEM_P50, millis(figures.p50()));
        put(call, HoneyHiveAttributes.ITEM_P95, millis(figures.p95()));
        put(call, HoneyHiveAttributes.ITEMS_INPUT_TOKENS, figures.inputTokens());
        put(call, HoneyHiveAttributes.ITEMS_OUTPUT_TOKENS, figures.outputTokens());
        put(call, HoneyHiveAttributes.ITEMS_COST, figures.cost());
        if (figures.cancelled()) {
            call.put(HoneyHiveAttributes.CANCELLED, true);
        }
        if (figures.failed() > 0) {
            errors(figures, call);
        }
    }

    private static void errors(BatchResult figures, RunningCall call) {
        List<Map<String, Object>> kinds = new ArrayList<>();
        ErrorKind most = figures.errors().get(0);
        for (ErrorKind kind : figures.errors()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("type", kind.type());
            fields.put("count", kind.count());
            fields.put("first_item", kind.firstItem());
            fields.put("example", kind.example());
            kinds.add(fields);
            most = kind.count() > most.count() ? kind : most;
        }
        call.recorder().inputs().put(ERRORS, kinds, call.settings(), call);
        call.failed(
                most.type(),
                figures.failed() + " of " + figures.items() + " items failed: "
                        + figures.errors().stream()
                                .map(kind -> kind.type() + " (" + kind.count() + ')')
                                .collect(Collectors.joining(", ")));
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e6;
    }

    private static <T> void put(RunningCall call, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            call.put(key, value);
        }
    }
}
