/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.PriceTable;
import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.call.GenAiAttributes;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes HoneyHive's copy of a span: the attributes by which HoneyHive routes and classifies it, the messages in its
 * form, the error. It runs on the exporter's thread, after the limits of the SDK, so that nothing HoneyHive cannot live
 * without is lost to them.
 */
public final class EventMapper implements UnaryOperator<SpanRecord> {

    public static final String SESSION_ID = "honeyhive.session_id";
    public static final String SESSION_NAME = "honeyhive.session_name";

    private static final int LONGEST_ERROR = 8_000;
    private static final String OPERATION = GenAiAttributes.OPERATION_NAME.getKey();

    private final TracerConfig tracer;
    private final SettledSessions sessions;
    private final @Nullable PriceTable prices;
    private final boolean foreignContent;
    private volatile Resource lastResource = new Resource(Attributes.empty(), Attributes.empty());

    /** All spans of an SDK share one resource: what HoneyHive gets of it is worked out once. */
    private record Resource(Attributes original, Attributes forHoneyHive) {}

    /** Answers under which id a session goes by now that may have been named since its span ended. */
    public interface SettledSessions {
        String currentId(String traceId, String sessionId);
    }

    /**
     * The mapper of a tracer.
     *
     * @param prices by which an event's cost is worked out, {@code null} for none
     */
    public EventMapper(TracerConfig tracer, SettledSessions sessions, @Nullable PriceTable prices) {
        this.tracer = tracer;
        this.sessions = sessions;
        this.prices = prices;
        this.foreignContent = tracer.capture().content() == CallSettings.Content.FULL;
    }

    @Override
    public SpanRecord apply(SpanRecord record) {
        Attributes own = foreignContent ? record.attributes() : ContentKeys.without(record.attributes());
        List<SpanRecord.Event> events = foreignContent ? record.events() : ContentKeys.without(record.events());
        Fields fields = Fields.of(own, record.content());
        String type = EventTypes.of(fields, record.name(), events);
        fields.put(EventTypes.TYPE, type);
        fields.putIfAbsent(HoneyHiveAttributes.EVENT_NAME.getKey(), record.name());
        if (type.equals(EventTypes.MODEL)) {
            asModel(fields, events);
            if (prices != null) {
                Cost.put(fields, prices, record.startEpochNanos());
            }
        } else if (!type.equals("session")) {
            asStep(fields, type);
        }
        putProtocol(fields, record);
        return finished(record, fields, events);
    }

    private static void asModel(Fields fields, List<SpanRecord.Event> events) {
        Messages.normalise(fields, events);
        Usage.normalise(fields);
        if (!EventTypes.isDecidedByKind(fields)) {
            fields.putIfAbsent(OPERATION, "chat");
        }
    }

    /** A chain or tool must not carry what makes HoneyHive's ingestion take it for a model call. */
    private static void asStep(Fields fields, String type) {
        fields.rename(GenAiAttributes.REQUEST_MODEL.getKey(), HoneyHiveAttributes.CONFIG + "model");
        fields.putIfAbsent(HoneyHiveAttributes.INPUTS + "arguments", fields.text("gen_ai.tool.call.arguments"));
        fields.putIfAbsent(HoneyHiveAttributes.RESULT.getKey(), fields.text("gen_ai.tool.call.result"));
        if (EventTypes.isDecidedByKind(fields)) {
            return;
        }
        fields.rename("llm.request.type", HoneyHiveAttributes.METADATA + "request_type");
        fields.rename("gen_ai.prompt", HoneyHiveAttributes.INPUTS + "prompt");
        fields.rename("gen_ai.completion", HoneyHiveAttributes.OUTPUTS + "completion");
        fields.rename("input.value", HoneyHiveAttributes.INPUTS + "value");
        fields.rename("output.value", HoneyHiveAttributes.OUTPUTS + "value");
        fields.renameAll("gen_ai.prompt.", HoneyHiveAttributes.INPUTS + "messages.");
        fields.renameAll("gen_ai.completion.", HoneyHiveAttributes.OUTPUTS + "messages.");
        fields.renameAll("llm.input_messages.", HoneyHiveAttributes.INPUTS + "messages.");
        if (type.equals(EventTypes.TOOL)) {
            fields.putIfAbsent(OPERATION, "execute_tool");
        }
    }

    private void putProtocol(Fields fields, SpanRecord record) {
        String session = fields.text(SESSION_ID);
        if (session != null) {
            fields.put(SESSION_ID, sessions.currentId(record.span().getTraceId(), session));
        }
        fields.put("honeyhive.session_auto_create", true);
        fields.putIfAbsent(SESSION_NAME, tracer.sessionName());
        fields.putIfAbsent("honeyhive.source", tracer.source());
    }

    private Attributes resource(Attributes original) {
        Resource known = lastResource;
        if (known.original() != original) {
            known = new Resource(original, ResourceAttributes.forHoneyHive(original));
            lastResource = known;
        }
        return known.forHoneyHive();
    }

    private SpanRecord finished(SpanRecord record, Fields fields, List<SpanRecord.Event> events) {
        SpanRecord.@Nullable Event exception = Errors.exception(events);
        boolean failed = Errors.failed(record.status(), exception);
        String description = record.statusDescription();
        if (failed) {
            String message = shortened(Errors.message(record, exception, fields));
            fields.putIfAbsent(HoneyHiveAttributes.ERROR.getKey(), message);
            fields.putIfAbsent(HoneyHiveAttributes.ERROR_TYPE.getKey(), Errors.type(exception, fields));
            description = description.isEmpty() ? message : description;
        }
        return new SpanRecord(
                record.span(),
                record.parent(),
                record.name(),
                record.kind(),
                record.startEpochNanos(),
                record.endEpochNanos(),
                fields.toAttributes(),
                Attributes.empty(),
                events,
                record.links(),
                failed ? StatusCode.ERROR : record.status(),
                description,
                record.droppedAttributes(),
                record.scope(),
                resource(record.resource()),
                record.critical());
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_ERROR ? message : message.substring(0, LONGEST_ERROR) + "…";
    }
}
