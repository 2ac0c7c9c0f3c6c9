/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a record passes on the exporter's thread before it is sent: mapping, then redaction. Where one of them fails, the
 * record goes on with its ids, its times and its session only: nothing leaves that redaction has not seen.
 */
final class Stations implements UnaryOperator<SpanRecord> {

    private final EventMapper mapper;
    private final UnaryOperator<SpanRecord> redaction;
    private final Faults faults;

    Stations(EventMapper mapper, UnaryOperator<SpanRecord> redaction, Faults faults) {
        this.mapper = mapper;
        this.redaction = redaction;
        this.faults = faults;
    }

    @Override
    public SpanRecord apply(SpanRecord record) {
        try {
            return redaction.apply(mapper.apply(record));
        } catch (Throwable fault) {
            faults.report("the preparation of a span for sending", fault);
            return mapper.apply(bare(record));
        }
    }

    private static SpanRecord bare(SpanRecord record) {
        Attributes session = record.content().toBuilder()
                .removeIf(key -> !key.getKey().startsWith("honeyhive.session_"))
                .build();
        return new SpanRecord(
                record.span(),
                record.parent(),
                "honeyhive-unreadable",
                record.kind(),
                record.startEpochNanos(),
                record.endEpochNanos(),
                Attributes.empty(),
                session,
                List.of(),
                List.of(),
                record.status(),
                "",
                record.droppedAttributes(),
                record.scope(),
                Attributes.empty(),
                record.critical());
    }
}
