/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.evaluate.EvaluationAccount;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.Locale;

/** The account of the exporters as metrics of the server's OpenTelemetry, read when the server asks. */
final class ExportMetrics implements AutoCloseable {

    static final String SCOPE = "ai.honeyhive.microprofile";
    private static final AttributeKey<String> TRACER = AttributeKey.stringKey("honeyhive.tracer");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("honeyhive.outcome");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("honeyhive.reason");

    private final ObservableLongCounter spans;
    private final ObservableLongUpDownCounter queue;
    private final ObservableLongCounter requests;
    private final ObservableDoubleCounter requestTime;
    private final ObservableLongCounter evaluations;

    private ExportMetrics(Meter meter, HoneyHiveRuntime runtime) {
        spans = meter.counterBuilder("honeyhive.export.spans")
                .setUnit("{span}")
                .setDescription("Spans for HoneyHive, by what became of them")
                .buildWithCallback(measurement -> spans(measurement, runtime));
        queue = meter.upDownCounterBuilder("honeyhive.export.queue")
                .setUnit("By")
                .setDescription("What waits for HoneyHive")
                .buildWithCallback(measurement -> queue(measurement, runtime));
        requests = meter.counterBuilder("honeyhive.export.requests")
                .setUnit("{request}")
                .setDescription("Requests with spans to HoneyHive")
                .buildWithCallback(measurement -> runtime.accounts()
                        .forEach((tracer, account) ->
                                measurement.record(account.requests(), Attributes.of(TRACER, shown(tracer)))));
        requestTime = meter.counterBuilder("honeyhive.export.request.time")
                .ofDoubles()
                .setUnit("s")
                .setDescription("How long these requests took until they were answered or given up, together")
                .buildWithCallback(measurement -> runtime.accounts()
                        .forEach((tracer, account) -> measurement.record(
                                account.requestNanos() / 1e9, Attributes.of(TRACER, shown(tracer)))));
        evaluations = meter.counterBuilder("honeyhive.evaluation.runs")
                .setUnit("{run}")
                .setDescription("Evaluations that were due, by what became of them")
                .buildWithCallback(measurement -> evaluations(measurement, runtime));
    }

    static ExportMetrics register(OpenTelemetry telemetry, HoneyHiveRuntime runtime) {
        return new ExportMetrics(telemetry.getMeter(SCOPE), runtime);
    }

    private static void evaluations(ObservableLongMeasurement measurement, HoneyHiveRuntime runtime) {
        EvaluationAccount account = runtime.evaluations();
        if (account == null || account.due() == 0) {
            return;
        }
        measurement.record(account.evaluated(), Attributes.of(OUTCOME, "evaluated"));
        measurement.record(account.notJudged(), Attributes.of(OUTCOME, "not-judged"));
        measurement.record(account.failed(), Attributes.of(OUTCOME, "failed"));
        account.dropped()
                .forEach((reason, count) ->
                        measurement.record(count, Attributes.of(OUTCOME, "dropped", REASON, reason.label())));
    }

    private static void spans(ObservableLongMeasurement measurement, HoneyHiveRuntime runtime) {
        runtime.accounts().forEach((tracer, account) -> {
            measurement.record(account.delivered(), Attributes.of(TRACER, shown(tracer), OUTCOME, "delivered"));
            if (account.sampledOut() > 0) {
                measurement.record(account.sampledOut(), Attributes.of(TRACER, shown(tracer), OUTCOME, "sampled-out"));
            }
            account.dropped()
                    .forEach((reason, count) -> measurement.record(
                            count,
                            Attributes.of(
                                    TRACER,
                                    shown(tracer),
                                    OUTCOME,
                                    "dropped",
                                    REASON,
                                    reason.name().toLowerCase(Locale.ROOT))));
        });
        // What never reached a tracer's queue.
        runtime.tallies()
                .forEach((reason, count) ->
                        measurement.record(count, Attributes.of(OUTCOME, "dropped", REASON, reason)));
    }

    private static void queue(ObservableLongMeasurement measurement, HoneyHiveRuntime runtime) {
        runtime.accounts()
                .forEach((tracer, account) ->
                        measurement.record(account.queuedBytes(), Attributes.of(TRACER, shown(tracer))));
    }

    static String shown(String tracer) {
        return tracer.isEmpty() ? "default" : tracer;
    }

    @Override
    public void close() {
        spans.close();
        queue.close();
        requests.close();
        requestTime.close();
        evaluations.close();
    }
}
