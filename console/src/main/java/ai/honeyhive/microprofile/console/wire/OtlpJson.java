/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of an OTLP/JSON trace request, field for field as {@code trace.proto} names them in lowerCamelCase.
 * Whatever else a request holds is ignored, as OTLP demands.
 */
final class OtlpJson {
    private OtlpJson() {}

    record Request(@Nullable List<ResourceSpans> resourceSpans) {}

    record ResourceSpans(
            @Nullable Resource resource,
            @Nullable List<ScopeSpans> scopeSpans,
            @Nullable String schemaUrl) {}

    record Resource(@Nullable List<KeyValue> attributes) {}

    record ScopeSpans(
            @Nullable Scope scope,
            @Nullable List<Span> spans,
            @Nullable String schemaUrl) {}

    record Scope(
            @Nullable String name,
            @Nullable String version,
            @Nullable List<KeyValue> attributes) {}

    record Span(
            @Nullable String traceId,
            @Nullable String spanId,
            @Nullable String parentSpanId,
            @Nullable String traceState,
            long flags,
            @Nullable String name,
            @Nullable Object kind,
            long startTimeUnixNano,
            long endTimeUnixNano,
            @Nullable List<KeyValue> attributes,
            long droppedAttributesCount,
            @Nullable List<Event> events,
            long droppedEventsCount,
            @Nullable List<Link> links,
            long droppedLinksCount,
            @Nullable Status status) {}

    record Event(
            @Nullable String name,
            long timeUnixNano,
            @Nullable List<KeyValue> attributes,
            long droppedAttributesCount) {}

    record Link(
            @Nullable String traceId,
            @Nullable String spanId,
            @Nullable String traceState,
            long flags,
            @Nullable List<KeyValue> attributes,
            long droppedAttributesCount) {}

    record Status(@Nullable Object code, @Nullable String message) {}

    record KeyValue(@Nullable String key, @Nullable AnyValue value) {}

    record AnyValue(
            @Nullable String stringValue,
            @Nullable Boolean boolValue,
            @Nullable Long intValue,
            @Nullable Double doubleValue,
            @Nullable ArrayValue arrayValue,
            @Nullable KvList kvlistValue,
            @Nullable String bytesValue) {}

    record ArrayValue(@Nullable List<AnyValue> values) {}

    record KvList(@Nullable List<KeyValue> values) {}
}
