/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.internal.evaluate.Announcement;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.Announcer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Scores as log records {@code gen_ai.evaluation.result} of the server's telemetry, by the GenAI conventions of OpenTelemetry: on
 * the context of the span that was evaluated. The only class that uses the API of logs, which a server may hide.
 */
final class ScoreLog implements Announcer {

    private static final java.util.logging.Logger LOG =
            java.util.logging.Logger.getLogger(ScoreLog.class.getPackageName());
    private static final String EVENT = "gen_ai.evaluation.result";
    private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("gen_ai.evaluation.name");
    private static final AttributeKey<Double> SCORE = AttributeKey.doubleKey("gen_ai.evaluation.score.value");
    private static final AttributeKey<String> LABEL = AttributeKey.stringKey("gen_ai.evaluation.score.label");
    private static final AttributeKey<String> EXPLANATION = AttributeKey.stringKey("gen_ai.evaluation.explanation");
    private static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Logger logger;
    private final @Nullable MethodHandle setEventName;

    private ScoreLog(Logger logger) {
        this.logger = logger;
        this.setEventName = setEventName();
    }

    /** Where the server's telemetry has logs; one that does nothing where it has not. */
    static Announcer of(OpenTelemetry telemetry) {
        try {
            return new ScoreLog(telemetry.getLogsBridge().get("ai.honeyhive.microprofile"));
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "The server's telemetry has no logs: scores go to HoneyHive only", e);
            return (record, announcement, content) -> {};
        }
    }

    /** Of the later versions of the API; in the earlier ones an attribute names the event. */
    private static @Nullable MethodHandle setEventName() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            LogRecordBuilder.class,
                            "setEventName",
                            MethodType.methodType(LogRecordBuilder.class, String.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    @Override
    public void announce(SpanRecord record, Announcement announcement, boolean content) {
        Context context = Context.root().with(Span.wrap(record.span()));
        for (Evaluation evaluation : announcement.evaluations()) {
            if (evaluation.status().isJudged() || evaluation.status() == Evaluation.Status.ERROR) {
                emit(record, evaluation, content, context);
            }
        }
    }

    private void emit(SpanRecord record, Evaluation evaluation, boolean content, Context context) {
        LogRecordBuilder log = named(logger.logRecordBuilder().setContext(context))
                .setAttribute(NAME, evaluation.provenance().evaluator());
        evaluation.score().ifPresent(score -> log.setAttribute(SCORE, score));
        String label = evaluation.label();
        if (label == null && evaluation.status().isVerdict()) {
            label = evaluation.status().name().toLowerCase(Locale.ROOT);
        }
        put(log, LABEL, label);
        put(log, EXPLANATION, content ? evaluation.explanation() : null);
        put(log, RESPONSE_ID, record.attributes().get(RESPONSE_ID));
        Throwable error = evaluation.error();
        put(log, ERROR_TYPE, error == null ? null : error.getClass().getName());
        log.emit();
    }

    private LogRecordBuilder named(LogRecordBuilder log) {
        try {
            if (setEventName != null) {
                return (LogRecordBuilder) setEventName.invoke(log, EVENT);
            }
        } catch (Throwable e) {
            LOG.log(Level.FINE, "The name of an event cannot be set", e);
        }
        return log.setAttribute(EVENT_NAME, EVENT);
    }

    private static void put(LogRecordBuilder log, AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            log.setAttribute(key, value);
        }
    }
}
