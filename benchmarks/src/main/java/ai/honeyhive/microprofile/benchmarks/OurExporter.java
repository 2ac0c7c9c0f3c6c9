/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.ExportConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.export.TracerExporter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ours, queue and account included, without the stations before it: the stock exporter has none. */
final class OurExporter implements Exporter {

    private final TracerExporter exporter;
    private final List<SpanRecord> batch =
            SampleSpans.batch().stream().map(OurExporter::record).toList();

    OurExporter(String endpoint, int compressionLevel) {
        ApiKey key = ApiKey.of("hh_0123456789abcdef");
        TracerConfig config = new TracerConfig(
                "",
                true,
                true,
                key,
                URI.create(endpoint),
                "benchmarks",
                "production",
                null,
                CallSettings.OFF,
                export(compressionLevel),
                SamplingConfig.KEEP_ALL);
        exporter = TracerExporter.start(config, () -> key, UnaryOperator.identity());
    }

    private static ExportConfig export(int compressionLevel) {
        ExportConfig standard = ExportConfig.DEFAULT;
        return new ExportConfig(
                standard.queueBytes(),
                standard.batchSize(),
                standard.requestBytes(),
                standard.delay(),
                standard.timeout(),
                standard.retryInitial(),
                standard.retryMax(),
                standard.shutdownTimeout(),
                compressionLevel,
                standard.resendAfterTimeout());
    }

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
                List.of(),
                List.of(),
                span.getStatus().getStatusCode(),
                span.getStatus().getDescription(),
                0,
                new SpanRecord.Scope(span.getInstrumentationScopeInfo().getName(), "1", ""),
                span.getResource().getAttributes(),
                false);
    }

    @Override
    public void export() {
        batch.forEach(exporter::offer);
        if (!exporter.flush(Duration.ofSeconds(30))) {
            throw new IllegalStateException(
                    "Our exporter has lost a batch: " + exporter.account().line());
        }
    }

    @Override
    public void close() {
        exporter.close(Duration.ofSeconds(5));
    }
}
