/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenTelemetry's own, on the sender that uses the JDK's HTTP client. */
final class StockExporter implements Exporter {

    private final OtlpHttpSpanExporter exporter;
    private final List<SpanData> batch = SampleSpans.batch();

    StockExporter(String endpoint, String compression) {
        exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setCompression(compression)
                .build();
    }

    @Override
    public void export() {
        CompletableResultCode result = exporter.export(batch).join(30, TimeUnit.SECONDS);
        if (!result.isSuccess()) {
            throw new IllegalStateException("The stock exporter has lost a batch");
        }
    }

    @Override
    public void close() {
        exporter.close();
    }
}
