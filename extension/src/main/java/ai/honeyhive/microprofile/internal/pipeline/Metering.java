/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.config.Glob;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are measured: ours, and those of the instrumentors that the configuration names, before any sampling. None
 * before the application's beans are there. Thread-safe; never throws.
 */
final class Metering {

    private final boolean wanted;
    private final List<Pattern> instrumentors;
    private final Faults faults;
    private volatile @Nullable GenAiMetrics metrics;

    Metering(HoneyHiveConfig config, Faults faults) {
        this.wanted = config.genAiMetrics();
        this.instrumentors =
                config.measuredInstrumentors().stream().map(Glob::compile).toList();
        this.faults = faults;
    }

    void start(Meter meter) {
        if (wanted) {
            metrics = new GenAiMetrics(meter);
        }
    }

    /** A span of the server's SDK has ended. */
    void ended(LocalTraces.Taken taken) {
        GenAiMetrics there = metrics;
        if (there == null) {
            return;
        }
        try {
            ReadableSpan span = taken.span();
            if (taken.call() != null || isOfMeasuredInstrumentor(span)) {
                there.measure(span::getAttribute, span.getLatencyNanos());
            }
        } catch (Throwable fault) {
            faults.report("the metrics of a call", fault);
        }
    }

    /** A call has ended that no span processor saw. */
    void ended(UnclaimedCall call) {
        GenAiMetrics there = metrics;
        if (there == null) {
            return;
        }
        try {
            there.measure(call.attributes()::get, call.endEpochNanos() - call.startEpochNanos());
        } catch (Throwable fault) {
            faults.report("the metrics of a call", fault);
        }
    }

    private boolean isOfMeasuredInstrumentor(ReadableSpan span) {
        if (instrumentors.isEmpty()) {
            return false;
        }
        String scope = span.getInstrumentationScopeInfo().getName();
        return instrumentors.stream()
                .anyMatch(instrumentor -> instrumentor.matcher(scope).matches());
    }
}
