/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Records as an OTLP {@code ExportTraceServiceRequest}, by the numbers of opentelemetry-proto 1.x: one resource each,
 * one scope each below it, fields last to first.
 *
 * <p>Not thread-safe.
 */
final class OtlpEncoder {

    /** The whole command line may hold a secret, and says nothing about a call. */
    private static final Set<String> NEVER_SENT = Set.of("process.command_line", "process.command_args");

    private static final int TRACE_FLAGS = 0xFF;
    private static final int HAS_IS_REMOTE = 0x100;
    private static final int IS_REMOTE = 0x200;

    private final ReverseBuffer out;
    private final AttributeEncoder attributeEncoder;
    private final Set<String> contentKeys = new HashSet<>();

    OtlpEncoder(ReverseBuffer out) {
        this.out = out;
        this.attributeEncoder = new AttributeEncoder(out);
    }

    /** Writes one request. After an exception the buffer holds rubbish. */
    void encode(List<SpanRecord> records) {
        Map<Attributes, Map<SpanRecord.Scope, List<SpanRecord>>> grouped = group(records);
        List<Attributes> resources = new ArrayList<>(grouped.keySet());
        for (int i = resources.size() - 1; i >= 0; i--) {
            Attributes resource = resources.get(i);
            resourceSpans(resource, grouped.getOrDefault(resource, Map.of()));
        }
    }

    private static Map<Attributes, Map<SpanRecord.Scope, List<SpanRecord>>> group(List<SpanRecord> records) {
        Map<Attributes, Map<SpanRecord.Scope, List<SpanRecord>>> grouped = new LinkedHashMap<>();
        SpanRecord previous = null;
        List<SpanRecord> spans = List.of();
        for (SpanRecord record : records) {
            // Records of one SDK share their resource and mostly follow on one another: no hashing for those.
            if (previous == null
                    || previous.resource() != record.resource()
                    || !previous.scope().equals(record.scope())) {
                spans = grouped.computeIfAbsent(record.resource(), resource -> new LinkedHashMap<>())
                        .computeIfAbsent(record.scope(), scope -> new ArrayList<>());
            }
            spans.add(record);
            previous = record;
        }
        return grouped;
    }

    private void resourceSpans(Attributes resource, Map<SpanRecord.Scope, List<SpanRecord>> byScope) {
        int end = out.size();
        List<SpanRecord.Scope> scopes = new ArrayList<>(byScope.keySet());
        for (int i = scopes.size() - 1; i >= 0; i--) {
            scopeSpans(scopes.get(i), byScope.getOrDefault(scopes.get(i), List.of()));
        }
        int resourceEnd = out.size();
        attributeEncoder.encode(1, resource, NEVER_SENT);
        out.closeField(1, resourceEnd);
        out.closeField(1, end);
    }

    private void scopeSpans(SpanRecord.Scope scope, List<SpanRecord> spans) {
        int end = out.size();
        out.stringFieldUnlessEmpty(3, scope.schemaUrl());
        for (int i = spans.size() - 1; i >= 0; i--) {
            span(spans.get(i));
        }
        int scopeEnd = out.size();
        out.stringFieldUnlessEmpty(2, scope.version());
        out.stringFieldUnlessEmpty(1, scope.name());
        out.closeField(1, scopeEnd);
        out.closeField(2, end);
    }

    private void span(SpanRecord record) {
        int end = out.size();
        out.fixed32Field(16, flags(record.span(), record.parent().isRemote()));
        status(record);
        for (int i = record.links().size() - 1; i >= 0; i--) {
            link(record.links().get(i));
        }
        for (int i = record.events().size() - 1; i >= 0; i--) {
            event(record.events().get(i));
        }
        if (record.droppedAttributes() > 0) {
            out.varintField(10, record.droppedAttributes());
        }
        attributes(record.attributes(), record.content());
        out.fixed64Field(8, record.endEpochNanos());
        out.fixed64Field(7, record.startEpochNanos());
        out.varintField(6, kind(record.kind()));
        out.stringFieldUnlessEmpty(5, record.name());
        if (record.parent().isValid()) {
            out.bytesField(4, record.parent().getSpanIdBytes());
        }
        out.stringFieldUnlessEmpty(3, header(record.span().getTraceState()));
        out.bytesField(2, record.span().getSpanIdBytes());
        out.bytesField(1, record.span().getTraceIdBytes());
        out.closeField(2, end);
    }

    private void attributes(Attributes attributes, Attributes content) {
        if (content.isEmpty()) {
            attributeEncoder.encode(9, attributes, Set.of());
            return;
        }
        contentKeys.clear();
        content.forEach((AttributeKey<?> key, Object value) -> contentKeys.add(key.getKey()));
        attributeEncoder.encode(9, content, Set.of());
        attributeEncoder.encode(9, attributes, contentKeys);
    }

    private void event(SpanRecord.Event event) {
        int end = out.size();
        attributeEncoder.encode(3, event.attributes(), Set.of());
        out.stringFieldUnlessEmpty(2, event.name());
        out.fixed64Field(1, event.epochNanos());
        out.closeField(11, end);
    }

    private void link(SpanRecord.Link link) {
        int end = out.size();
        out.fixed32Field(6, flags(link.span(), link.span().isRemote()));
        attributeEncoder.encode(4, link.attributes(), Set.of());
        out.stringFieldUnlessEmpty(3, header(link.span().getTraceState()));
        out.bytesField(2, link.span().getSpanIdBytes());
        out.bytesField(1, link.span().getTraceIdBytes());
        out.closeField(13, end);
    }

    private void status(SpanRecord record) {
        int end = out.size();
        if (record.status() != StatusCode.UNSET) {
            out.varintField(3, record.status() == StatusCode.OK ? 1 : 2);
        }
        out.stringFieldUnlessEmpty(2, record.statusDescription());
        out.closeField(15, end);
    }

    private static int flags(SpanContext span, boolean remote) {
        return (span.getTraceFlags().asByte() & TRACE_FLAGS) | HAS_IS_REMOTE | (remote ? IS_REMOTE : 0);
    }

    private static int kind(SpanKind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case SERVER -> 2;
            case CLIENT -> 3;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    private static String header(TraceState state) {
        if (state.isEmpty()) {
            return "";
        }
        StringJoiner header = new StringJoiner(",");
        state.forEach((key, value) -> header.add(key + "=" + value));
        return header.toString();
    }
}
