/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.ExportConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records and settings for the tests. */
final class Spans {

    static final AttributeKey<String> CONTENT = AttributeKey.stringKey("honeyhive_outputs.result");
    static final Attributes RESOURCE = Attributes.of(AttributeKey.stringKey("service.name"), "shop");
    static final String CANARY = "hh_canary-4711-never-to-be-seen";
    static final ApiKey KEY = ApiKey.of(CANARY);

    private Spans() {}

    static SpanRecord span(String name) {
        return span(name, Attributes.of(CONTENT, "an answer"), false);
    }

    static SpanRecord critical(String name) {
        return span(name, Attributes.of(CONTENT, "an answer"), true);
    }

    /** A span with this many characters of content. */
    static SpanRecord large(String name, int size) {
        return span(name, Attributes.of(CONTENT, "x".repeat(size)), false);
    }

    static SpanRecord span(String name, Attributes content, boolean critical) {
        return new SpanRecord(
                context("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"),
                SpanContext.getInvalid(),
                name,
                SpanKind.INTERNAL,
                1_700_000_000_000_000_000L,
                1_700_000_001_000_000_000L,
                Attributes.empty(),
                content,
                List.of(),
                List.of(),
                StatusCode.UNSET,
                "",
                0,
                new SpanRecord.Scope("test", "1", ""),
                RESOURCE,
                critical);
    }

    static SpanContext context(String traceId, String spanId) {
        return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    }

    static TracerConfig tracer(String url, ExportConfig export) {
        return tracer("payments", url, KEY, export);
    }

    static TracerConfig tracer(String name, String url, @Nullable ApiKey key, ExportConfig export) {
        return new TracerConfig(
                name,
                true,
                true,
                key,
                URI.create(url),
                "shop",
                "test",
                null,
                CallSettings.OFF,
                export,
                SamplingConfig.KEEP_ALL);
    }

    /** Quick settings: nothing waits long. */
    static Export export() {
        return new Export();
    }

    /** {@link ExportConfig} with names. */
    static final class Export {
        private long queueBytes = 8 << 20;
        private int batchSize = 512;
        private int requestBytes = 4 << 20;
        private Duration delay = Duration.ofMillis(5);
        private Duration timeout = Duration.ofSeconds(10);
        private Duration retryInitial = Duration.ofMillis(5);
        private Duration retryMax = Duration.ofMillis(20);
        private int compressionLevel;
        private boolean resendAfterTimeout;

        Export queueBytes(long value) {
            queueBytes = value;
            return this;
        }

        Export batchSize(int value) {
            batchSize = value;
            return this;
        }

        Export requestBytes(int value) {
            requestBytes = value;
            return this;
        }

        Export delay(Duration value) {
            delay = value;
            return this;
        }

        Export timeout(Duration value) {
            timeout = value;
            return this;
        }

        Export retry(Duration initial, Duration max) {
            retryInitial = initial;
            retryMax = max;
            return this;
        }

        Export compressionLevel(int value) {
            compressionLevel = value;
            return this;
        }

        Export resendAfterTimeout() {
            resendAfterTimeout = true;
            return this;
        }

        ExportConfig build() {
            return new ExportConfig(
                    queueBytes,
                    batchSize,
                    requestBytes,
                    delay,
                    timeout,
                    retryInitial,
                    retryMax,
                    Duration.ofSeconds(5),
                    compressionLevel,
                    resendAfterTimeout);
        }
    }
}
