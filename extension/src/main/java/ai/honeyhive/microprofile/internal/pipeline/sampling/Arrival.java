/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.baggage.Baggage;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a tracer, with what the decision on its trace may depend on.
 *
 * @param evaluated the names of what shall score it, {@code null} for nothing at all
 * @param importance that of the call, {@code null} for a span of somebody else
 * @param baggage what came with the request
 * @param sent is to be told its number in the tracer's queue, {@code null} where nobody asks
 */
public record Arrival(
        SpanRecord record,
        @Nullable List<String> evaluated,
        @Nullable Importance importance,
        Baggage baggage,
        @Nullable LongConsumer sent) {

    public Arrival(
            SpanRecord record, @Nullable List<String> evaluated, @Nullable Importance importance, Baggage baggage) {
        this(record, evaluated, importance, baggage, null);
    }

    /** The same with the decision on its trace. */
    Arrival with(Decision decision) {
        return new Arrival(decision.noteOn(record), evaluated, importance, baggage, sent);
    }

    /** The same with its scores: it is not scored again. */
    Arrival with(Scored scored) {
        return new Arrival(scored.record(), null, importance, baggage, scored.sent());
    }
}
