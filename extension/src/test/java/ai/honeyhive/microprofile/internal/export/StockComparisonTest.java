/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our encoder against the exporter that everybody uses. */
class StockComparisonTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void sdkSpans_areWhatTheStockExporterSends() throws Exception {
        List<SpanData> spans = sdkSpans();

        ExportTraceServiceRequest ours =
                OtlpEncoderTest.encode(spans.stream().map(StockExporter::record).toArray(SpanRecord[]::new));

        assertThat(spans).hasSize(4);
        assertThat(normalized(ours)).isEqualTo(normalized(StockExporter.send(spans)));
    }

    /** Spans of two scopes with all that an SDK span can hold. */
    private static List<SpanData> sdkSpans() {
        Collected collected = new Collected();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), "shop", AttributeKey.longKey("process.pid"), 7L)))
                .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(9).build())
                .addSpanProcessor(SimpleSpanProcessor.create(collected))
                .build()) {
            Tracer first = provider.tracerBuilder("first")
                    .setInstrumentationVersion("1.2")
                    .setSchemaUrl("https://opentelemetry.io/schemas/1.20.0")
                    .build();
            Tracer second = provider.get("second");
            Span root = first.spanBuilder("root").setSpanKind(SpanKind.SERVER).startSpan();
            Context inRoot = Context.root().with(root);
            Span child = second.spanBuilder("child ✓ \uD83D\uDE00")
                    .setParent(inRoot)
                    .setSpanKind(SpanKind.CLIENT)
                    .setStartTimestamp(Instant.ofEpochSecond(1_700_000_000, 123_456_789))
                    .addLink(
                            SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()),
                            Attributes.of(AttributeKey.stringKey("why"), "batch"))
                    .startSpan();
            child.setAllAttributes(everyType());
            child.addEvent("first", Attributes.of(AttributeKey.longKey("n"), 1L), Instant.ofEpochSecond(1_700_000_001));
            child.recordException(new IllegalStateException("broken"));
            child.setStatus(StatusCode.ERROR, "it broke");
            child.end();
            for (int i = 0; i < 12; i++) {
                root.setAttribute("number" + i, i);
            }
            root.setStatus(StatusCode.OK);
            root.end();
            first.spanBuilder("producer")
                    .setSpanKind(SpanKind.PRODUCER)
                    .startSpan()
                    .end();
            first.spanBuilder("consumer")
                    .setSpanKind(SpanKind.CONSUMER)
                    .startSpan()
                    .end();
        }
        return collected.spans;
    }

    private static Attributes everyType() {
        return Attributes.builder()
                .put("text", "größer als 0, \"quoted\", \u0000 and \uD83D\uDE00")
                .put("long text", "ä".repeat(300))
                .put("truth", true)
                .put("negative", -1L)
                .put("fraction", 0.1)
                .put("texts", "a", "b", "ç")
                .put("truths", true, false)
                .put("numbers", 0L, Long.MIN_VALUE, Long.MAX_VALUE)
                .put("fractions", -0.0, Double.NaN, Double.POSITIVE_INFINITY)
                .build();
    }

    /**
     * The order of attributes and of groups is free. The stock exporter of 1.29 writes neither flags nor trace state,
     * later ones do; both have a test of their own in OtlpEncoderTest.
     */
    private static List<ResourceSpans> normalized(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .map(resource -> {
                    ResourceSpans.Builder builder = resource.toBuilder().clearScopeSpans();
                    builder.getResourceBuilder()
                            .clearAttributes()
                            .addAllAttributes(OtlpEncoderTest.sorted(
                                    resource.getResource().getAttributesList()));
                    resource.getScopeSpansList().stream()
                            .map(StockComparisonTest::normalized)
                            .sorted(Comparator.comparing(
                                    scope -> scope.getScope().getName()))
                            .forEach(builder::addScopeSpans);
                    return builder.build();
                })
                .toList();
    }

    private static ScopeSpans normalized(ScopeSpans scope) {
        ScopeSpans.Builder builder = scope.toBuilder().clearSpans();
        scope.getSpansList().stream()
                .map(span -> {
                    var normalized = span.toBuilder().clearFlags().clearAttributes();
                    normalized.addAllAttributes(OtlpEncoderTest.sorted(span.getAttributesList()));
                    normalized.getLinksBuilderList().forEach(link -> link.clearFlags());
                    normalized.getEventsBuilderList().forEach(event -> {
                        List<KeyValue> attributes = OtlpEncoderTest.sorted(event.getAttributesList());
                        event.clearAttributes().addAllAttributes(attributes);
                    });
                    return normalized.build();
                })
                .forEach(builder::addSpans);
        return builder.build();
    }

    /** Keeps the ended spans as the SDK hands them to exporters. */
    private static final class Collected implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
