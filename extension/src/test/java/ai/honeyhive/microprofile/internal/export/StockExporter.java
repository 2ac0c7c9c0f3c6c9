/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@code io.opentelemetry:opentelemetry-exporter-otlp} sends: the reference for what we send. */
final class StockExporter {

    private StockExporter() {}

    static ExportTraceServiceRequest send(List<SpanData> spans) throws Exception {
        try (CollectorServer server = CollectorServer.start();
                OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                        .setEndpoint(server.url() + "/v1/traces")
                        .build()) {
            exporter.export(spans).join(20, TimeUnit.SECONDS);
            return server.received().get(0).message();
        }
    }

    /** The same span as a record of ours. */
    static SpanRecord record(SpanData span) {
        return new SpanRecord(
                span.getSpanContext(),
                span.getParentSpanContext(),
                span.getName(),
                span.getKind(),
                span.getStartEpochNanos(),
                span.getEndEpochNanos(),
                span.getAttributes(),
                Attributes.empty(),
                span.getEvents().stream()
                        .map(event ->
                                new SpanRecord.Event(event.getName(), event.getEpochNanos(), event.getAttributes()))
                        .toList(),
                span.getLinks().stream()
                        .map(link -> new SpanRecord.Link(link.getSpanContext(), link.getAttributes()))
                        .toList(),
                span.getStatus().getStatusCode(),
                span.getStatus().getDescription(),
                span.getTotalAttributeCount() - span.getAttributes().size(),
                new SpanRecord.Scope(
                        span.getInstrumentationScopeInfo().getName(),
                        orEmpty(span.getInstrumentationScopeInfo().getVersion()),
                        orEmpty(span.getInstrumentationScopeInfo().getSchemaUrl())),
                span.getResource().getAttributes(),
                false);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
