/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Runtimes;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;

/** Ours with all that happens to a record before it is sent: mapping, redaction. The stock exporter has neither. */
final class OurPipeline implements Exporter {

    private static final List<AttributeKey<String>> CONTENT = List.of(SampleSpans.PROMPT, SampleSpans.COMPLETION);

    private final HoneyHiveRuntime runtime;
    private final List<UnclaimedCall> batch =
            SampleSpans.batch().stream().map(OurPipeline::call).toList();

    OurPipeline(String endpoint, boolean redaction) {
        System.setProperty("honeyhive.api-key", "hh_0123456789abcdef");
        System.setProperty("honeyhive.url", endpoint);
        System.setProperty("honeyhive.redaction.enabled", Boolean.toString(redaction));
        runtime = Runtimes.forApplication();
    }

    private static UnclaimedCall call(SpanData span) {
        TracedCall call = new TracedCall("", Importance.STANDARD, Session.generated());
        CONTENT.forEach(key -> call.put(key, span.getAttributes().get(key)));
        Attributes others =
                span.getAttributes().toBuilder().removeIf(CONTENT::contains).build();
        return new UnclaimedCall(
                call,
                span.getSpanContext(),
                span.getParentSpanContext(),
                span.getName(),
                span.getKind(),
                span.getStartEpochNanos(),
                span.getEndEpochNanos(),
                others,
                true,
                Baggage.empty(),
                null);
    }

    @Override
    public void export() {
        batch.forEach(runtime::unclaimed);
        if (!runtime.flush(Duration.ofSeconds(30))) {
            throw new IllegalStateException("Our pipeline has lost a batch: " + runtime.accounts());
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
