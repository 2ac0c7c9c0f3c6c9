/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/** Spans for tests, in OTLP's own classes. */
final class Spans {
    static final String SESSION = "7f89622c-443d-56d7-9b69-8f607e3c5c3d";
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    static final long START = 1_790_000_000_000_000_000L;

    private Spans() {}

    /** A span of one second with everything that HoneyHive wants, so that a test adds the one thing it is about. */
    static Span.Builder span(String spanId, String name) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(id(TRACE))
                .setSpanId(id(spanId))
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(START)
                .setEndTimeUnixNano(START + 1_000_000_000L);
        attribute(span, "honeyhive.session_id", SESSION);
        attribute(span, "honeyhive.session_auto_create", true);
        attribute(span, "honeyhive.source", "test");
        return span;
    }

    static Span.Builder chain(String spanId, String name) {
        return attribute(span(spanId, name), "honeyhive_event_type", "chain");
    }

    /** A span with exactly these attributes: key, value, key, value … */
    static Span.Builder bare(String spanId, Object... attributes) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(id(TRACE))
                .setSpanId(id(spanId))
                .setName("bare")
                .setStartTimeUnixNano(START)
                .setEndTimeUnixNano(START + 1);
        return with(span, attributes);
    }

    static Span.Builder with(Span.Builder span, Object... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(span, (String) attributes[i], attributes[i + 1]);
        }
        return span;
    }

    static Span.Builder attribute(Span.Builder span, String key, Object value) {
        return span.addAttributes(keyValue(key, value));
    }

    static KeyValue keyValue(String key, Object value) {
        return KeyValue.newBuilder().setKey(key).setValue(value(value)).build();
    }

    static AnyValue value(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof String text) {
            any.setStringValue(text);
        } else if (value instanceof Boolean bool) {
            any.setBoolValue(bool);
        } else if (value instanceof Integer number) {
            any.setIntValue(number);
        } else if (value instanceof Long number) {
            any.setIntValue(number);
        } else if (value instanceof Double number) {
            any.setDoubleValue(number);
        } else if (value instanceof byte[] bytes) {
            any.setBytesValue(ByteString.copyFrom(bytes));
        } else if (value instanceof List<?> list) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            list.forEach(element -> array.addValues(value(element)));
            any.setArrayValue(array);
        } else {
            throw new IllegalArgumentException(String.valueOf(value));
        }
        return any.build();
    }

    static ExportTraceServiceRequest request(Span.Builder... spans) {
        ScopeSpans.Builder scope = scope("test-scope");
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        return request(scope);
    }

    static ScopeSpans.Builder scope(String name) {
        return ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name).setVersion("1.2.3"));
    }

    static ExportTraceServiceRequest request(ScopeSpans.Builder... scopes) {
        ResourceSpans.Builder resource = ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(keyValue("service.name", "shop")));
        for (ScopeSpans.Builder scope : scopes) {
            resource.addScopeSpans(scope);
        }
        return ExportTraceServiceRequest.newBuilder().addResourceSpans(resource).build();
    }

    static ByteString id(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
