/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Arrival;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of what has passed the sampling, if there is any: to be scored, or to the exporter at once. Thread-safe. */
final class Forwarding {

    private final Evaluations evaluations;
    private final Exporters exporters;
    private final Tally tally;

    Forwarding(Evaluations evaluations, Exporters exporters, Tally tally) {
        this.evaluations = evaluations;
        this.exporters = exporters;
        this.tally = tally;
    }

    /**
     * Hands a record on.
     *
     * @param evaluated the names of what shall score it, {@code null} for nothing at all
     */
    void forward(String tracer, @Nullable List<String> evaluated, Supplier<SpanRecord> record) {
        if (!evaluations.take(tracer, evaluated, record) && !exporters.offer(tracer, record)) {
            tally.add(Tally.Reason.AFTER_CLOSE);
        }
    }

    /** Hands a record on that sampling has kept. */
    void forward(String tracer, Arrival kept) {
        LongConsumer sent = kept.sent();
        if (sent == null) {
            forward(tracer, kept.evaluated(), kept::record);
            return;
        }
        long number = exporters.isActive(tracer) ? exporters.send(tracer, kept::record) : 0;
        if (number < 0) {
            tally.add(Tally.Reason.AFTER_CLOSE);
        }
        sent.accept(Math.max(0, number));
    }
}
