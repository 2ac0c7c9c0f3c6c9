/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes OTLP/JSON bodies: hexadecimal ids, 64-bit numbers as strings, enums by name or number. */
public final class JsonTraces {
    private static final ObjectReader READER = StrictJson.MAPPER.readerFor(OtlpJson.Request.class);

    private JsonTraces() {}

    /** The spans of an {@code ExportTraceServiceRequest}, in the order received. */
    public static List<WireSpan> decode(byte[] body) throws UndecodableException {
        try {
            OtlpJson.@Nullable Request request = READER.readValue(body);
            if (request == null) {
                throw new IllegalArgumentException("the body is empty or null");
            }
            return spans(request);
        } catch (JsonProcessingException e) {
            throw new UndecodableException("not an OTLP/JSON trace request: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UndecodableException("not an OTLP/JSON trace request: " + e.getMessage(), e);
        }
    }

    private static List<WireSpan> spans(OtlpJson.Request request) {
        List<WireSpan> spans = new ArrayList<>();
        int group = 0;
        for (OtlpJson.ResourceSpans resourceSpans : list(request.resourceSpans())) {
            OtlpJson.@Nullable Resource json = resourceSpans.resource();
            WireSpan.Resource resource = new WireSpan.Resource(
                    json == null ? Map.of() : attributes(json.attributes()), text(resourceSpans.schemaUrl()));
            for (OtlpJson.ScopeSpans scopeSpans : list(resourceSpans.scopeSpans())) {
                WireSpan.Scope scope = scope(scopeSpans, group++);
                list(scopeSpans.spans()).forEach(span -> spans.add(span(span, resource, scope)));
            }
        }
        return spans;
    }

    private static WireSpan.Scope scope(OtlpJson.ScopeSpans scopeSpans, int group) {
        OtlpJson.@Nullable Scope scope = scopeSpans.scope();
        String schemaUrl = text(scopeSpans.schemaUrl());
        return scope == null
                ? new WireSpan.Scope("", "", Map.of(), schemaUrl, group)
                : new WireSpan.Scope(
                        text(scope.name()), text(scope.version()), attributes(scope.attributes()), schemaUrl, group);
    }

    private static WireSpan span(OtlpJson.Span span, WireSpan.Resource resource, WireSpan.Scope scope) {
        List<String> duplicates = new ArrayList<>();
        OtlpJson.@Nullable Status status = span.status();
        return new WireSpan(
                id(span.traceId(), 16),
                id(span.spanId(), 8),
                id(span.parentSpanId(), 8),
                text(span.traceState()),
                span.flags(),
                text(span.name()),
                OtlpEnums.kind(number(span.kind(), true)),
                span.startTimeUnixNano(),
                span.endTimeUnixNano(),
                attributes(span.attributes(), duplicates),
                duplicates,
                span.droppedAttributesCount(),
                list(span.events()).stream().map(JsonTraces::event).toList(),
                span.droppedEventsCount(),
                list(span.links()).stream().map(JsonTraces::link).toList(),
                span.droppedLinksCount(),
                OtlpEnums.status(status == null ? 0 : number(status.code(), false)),
                status == null ? "" : text(status.message()),
                resource,
                scope);
    }

    private static WireSpan.Event event(OtlpJson.Event event) {
        return new WireSpan.Event(
                text(event.name()),
                event.timeUnixNano(),
                attributes(event.attributes()),
                event.droppedAttributesCount());
    }

    private static WireSpan.Link link(OtlpJson.Link link) {
        return new WireSpan.Link(
                id(link.traceId(), 16),
                id(link.spanId(), 8),
                text(link.traceState()),
                link.flags(),
                attributes(link.attributes()),
                link.droppedAttributesCount());
    }

    private static Map<String, Object> attributes(@Nullable List<OtlpJson.KeyValue> keyValues) {
        return attributes(keyValues, new ArrayList<>());
    }

    private static Map<String, Object> attributes(
            @Nullable List<OtlpJson.KeyValue> keyValues, List<String> duplicates) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (OtlpJson.KeyValue keyValue : list(keyValues)) {
            String key = text(keyValue.key());
            if (attributes.containsKey(key)) {
                duplicates.add(key);
            }
            attributes.put(key, value(keyValue.value()));
        }
        return attributes;
    }

    private static @Nullable Object value(OtlpJson.@Nullable AnyValue value) {
        if (value == null) {
            return null;
        }
        if (value.bytesValue() != null) {
            byte[] bytes = Base64.getDecoder().decode(value.bytesValue());
            return new WireSpan.Bytes(Base64.getEncoder().encodeToString(bytes));
        }
        if (value.arrayValue() != null) {
            List<Object> list = new ArrayList<>();
            list(value.arrayValue().values()).forEach(element -> list.add(value(element)));
            return list;
        }
        return value.kvlistValue() != null ? attributes(value.kvlistValue().values()) : scalar(value);
    }

    private static @Nullable Object scalar(OtlpJson.AnyValue value) {
        if (value.stringValue() != null) {
            return value.stringValue();
        }
        if (value.boolValue() != null) {
            return value.boolValue();
        }
        if (value.intValue() != null) {
            return value.intValue();
        }
        return value.doubleValue();
    }

    private static int number(@Nullable Object enumValue, boolean kind) {
        if (enumValue == null) {
            return 0;
        }
        if (enumValue instanceof Integer number) {
            return number;
        }
        if (enumValue instanceof String text) {
            return kind ? OtlpEnums.kindNumber(text) : OtlpEnums.statusNumber(text);
        }
        throw new IllegalArgumentException("an enum must be a name or a number");
    }

    /** Well-formed ids in lower case; a malformed one is kept as it came, for the warning to show it. */
    private static String id(@Nullable String id, int bytes) {
        if (id == null || id.length() != bytes * 2) {
            return text(id);
        }
        try {
            return HexFormat.of().formatHex(HexFormat.of().parseHex(id));
        } catch (IllegalArgumentException e) {
            return id;
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        if (list != null && list.contains(null)) {
            throw new IllegalArgumentException("an array of the request holds null");
        }
        return list == null ? List.of() : list;
    }
}
