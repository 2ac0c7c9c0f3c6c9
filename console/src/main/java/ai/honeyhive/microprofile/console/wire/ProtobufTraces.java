/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes OTLP protobuf bodies. */
public final class ProtobufTraces {
    private ProtobufTraces() {}

    /** The spans of an {@code ExportTraceServiceRequest}, in the order received. */
    public static List<WireSpan> decode(byte[] body) throws UndecodableException {
        try {
            return spans(ExportTraceServiceRequest.parseFrom(body));
        } catch (InvalidProtocolBufferException e) {
            throw undecodable("ExportTraceServiceRequest", e);
        }
    }

    /** How many metrics an {@code ExportMetricsServiceRequest} holds. */
    public static int countMetrics(byte[] body) throws UndecodableException {
        try {
            return ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .mapToInt(scope -> scope.getMetricsCount())
                    .sum();
        } catch (InvalidProtocolBufferException e) {
            throw undecodable("ExportMetricsServiceRequest", e);
        }
    }

    /** How many log records an {@code ExportLogsServiceRequest} holds. */
    public static int countLogs(byte[] body) throws UndecodableException {
        try {
            return ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
                    .flatMap(resource -> resource.getScopeLogsList().stream())
                    .mapToInt(scope -> scope.getLogRecordsCount())
                    .sum();
        } catch (InvalidProtocolBufferException e) {
            throw undecodable("ExportLogsServiceRequest", e);
        }
    }

    private static UndecodableException undecodable(String message, InvalidProtocolBufferException cause) {
        return new UndecodableException("not a protobuf " + message + ": " + cause.getMessage(), cause);
    }

    private static List<WireSpan> spans(ExportTraceServiceRequest request) {
        List<WireSpan> spans = new ArrayList<>();
        int group = 0;
        for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
            WireSpan.Resource resource = new WireSpan.Resource(
                    attributes(resourceSpans.getResource().getAttributesList()), resourceSpans.getSchemaUrl());
            for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
                WireSpan.Scope scope = scope(scopeSpans.getScope(), scopeSpans.getSchemaUrl(), group++);
                scopeSpans.getSpansList().forEach(span -> spans.add(span(span, resource, scope)));
            }
        }
        return spans;
    }

    private static WireSpan.Scope scope(InstrumentationScope scope, String schemaUrl, int group) {
        return new WireSpan.Scope(
                scope.getName(), scope.getVersion(), attributes(scope.getAttributesList()), schemaUrl, group);
    }

    private static WireSpan span(Span span, WireSpan.Resource resource, WireSpan.Scope scope) {
        List<String> duplicates = new ArrayList<>();
        return new WireSpan(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getTraceState(),
                Integer.toUnsignedLong(span.getFlags()),
                span.getName(),
                OtlpEnums.kind(span.getKindValue()),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                attributes(span.getAttributesList(), duplicates),
                duplicates,
                Integer.toUnsignedLong(span.getDroppedAttributesCount()),
                span.getEventsList().stream().map(ProtobufTraces::event).toList(),
                Integer.toUnsignedLong(span.getDroppedEventsCount()),
                span.getLinksList().stream().map(ProtobufTraces::link).toList(),
                Integer.toUnsignedLong(span.getDroppedLinksCount()),
                status(span.getStatus()),
                span.getStatus().getMessage(),
                resource,
                scope);
    }

    private static String status(Status status) {
        return OtlpEnums.status(status.getCodeValue());
    }

    private static WireSpan.Event event(Span.Event event) {
        return new WireSpan.Event(
                event.getName(),
                event.getTimeUnixNano(),
                attributes(event.getAttributesList()),
                Integer.toUnsignedLong(event.getDroppedAttributesCount()));
    }

    private static WireSpan.Link link(Span.Link link) {
        return new WireSpan.Link(
                hex(link.getTraceId()),
                hex(link.getSpanId()),
                link.getTraceState(),
                Integer.toUnsignedLong(link.getFlags()),
                attributes(link.getAttributesList()),
                Integer.toUnsignedLong(link.getDroppedAttributesCount()));
    }

    private static Map<String, Object> attributes(List<KeyValue> keyValues) {
        return attributes(keyValues, new ArrayList<>());
    }

    private static Map<String, Object> attributes(List<KeyValue> keyValues, List<String> duplicates) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (KeyValue keyValue : keyValues) {
            if (attributes.containsKey(keyValue.getKey())) {
                duplicates.add(keyValue.getKey());
            }
            attributes.put(keyValue.getKey(), value(keyValue.getValue()));
        }
        return attributes;
    }

    private static @Nullable Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE ->
                new WireSpan.Bytes(
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case ARRAY_VALUE -> {
                List<Object> list = new ArrayList<>();
                value.getArrayValue().getValuesList().forEach(element -> list.add(value(element)));
                yield list;
            }
            case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
            default -> null;
        };
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
