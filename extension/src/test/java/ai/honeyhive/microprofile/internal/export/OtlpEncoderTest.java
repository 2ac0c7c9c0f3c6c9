/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpEncoderTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    static ExportTraceServiceRequest encode(SpanRecord... records) throws Exception {
        ReverseBuffer out = new ReverseBuffer(16);
        new OtlpEncoder(out).encode(List.of(records));
        return ExportTraceServiceRequest.parseFrom(ByteString.copyFrom(out.array(), out.offset(), out.size()));
    }

    private static Span encodeOne(SpanRecord record) throws Exception {
        return encode(record).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }

    static List<KeyValue> sorted(List<KeyValue> attributes) {
        return attributes.stream()
                .sorted(Comparator.comparing(KeyValue::getKey))
                .toList();
    }

    @Test
    void flags_tellTheTraceFlagsAndWhetherTheParentIsRemote() throws Exception {
        SpanContext local = SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
        SpanContext remote =
                SpanContext.createFromRemoteParent(TRACE, SPAN, TraceFlags.getDefault(), TraceState.getDefault());

        // opentelemetry-proto, trace.proto: bits 0-7 W3C flags, bit 8 "is remote is known", bit 9 "is remote".
        assertThat(encodeOne(withParent(local, local)).getFlags()).isEqualTo(0x101);
        assertThat(encodeOne(withParent(local, remote)).getFlags()).isEqualTo(0x301);
        assertThat(encodeOne(withParent(remote, local)).getFlags()).isEqualTo(0x100);
        assertThat(encodeOne(withParent(local, local)).getLinks(0).getFlags()).isEqualTo(0x300);
    }

    private static SpanRecord withParent(SpanContext span, SpanContext parent) {
        SpanContext linked =
                SpanContext.createFromRemoteParent(TRACE, SPAN, TraceFlags.getDefault(), TraceState.getDefault());
        SpanRecord record = Spans.span("x");
        return new SpanRecord(
                span,
                parent,
                record.name(),
                record.kind(),
                record.startEpochNanos(),
                record.endEpochNanos(),
                record.attributes(),
                record.content(),
                List.of(),
                List.of(new SpanRecord.Link(linked, Attributes.empty())),
                record.status(),
                "",
                3,
                record.scope(),
                record.resource(),
                false);
    }

    @Test
    void traceState_isTheW3cHeader() throws Exception {
        TraceState state = TraceState.builder().put("two", "2").put("one", "1").build();
        SpanContext span = SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), state);

        var encoded = encodeOne(withParent(span, SpanContext.getInvalid()));

        assertThat(encoded.getTraceState()).isEqualTo("one=1,two=2");
        assertThat(encoded.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(encoded.getDroppedAttributesCount()).isEqualTo(3);
    }

    @Test
    void content_beatsAttributesWhateverTheirTypes() throws Exception {
        Attributes onSpan = Attributes.builder()
                .put("same", "span")
                .put("type", 1L)
                .put("only", "span")
                .build();
        Attributes content = Attributes.builder()
                .put("same", "ours")
                .put("type", "text")
                .put("more", 2.5)
                .build();

        var encoded = encodeOne(Spans.span("x").withContent(onSpan, content));

        assertThat(sorted(encoded.getAttributesList()))
                .containsExactly(
                        attribute("more", AnyValue.newBuilder().setDoubleValue(2.5)),
                        attribute("only", AnyValue.newBuilder().setStringValue("span")),
                        attribute("same", AnyValue.newBuilder().setStringValue("ours")),
                        attribute("type", AnyValue.newBuilder().setStringValue("text")));
    }

    @Test
    void defaultValues_areStillThere() throws Exception {
        Attributes empty = Attributes.builder()
                .put("text", "")
                .put("truth", false)
                .put("number", 0)
                .build();

        assertThat(sorted(encodeOne(Spans.span("x").withContent(empty, Attributes.empty()))
                        .getAttributesList()))
                .containsExactly(
                        attribute("number", AnyValue.newBuilder().setIntValue(0)),
                        attribute("text", AnyValue.newBuilder().setStringValue("")),
                        attribute("truth", AnyValue.newBuilder().setBoolValue(false)));
    }

    @Test
    void halfOfASurrogatePair_isValidUtf8() throws Exception {
        Attributes broken = Attributes.builder()
                .put("cut", "a\uD83D")
                .put("long", "x".repeat(80) + '\uDE00')
                .build();

        assertThat(sorted(encodeOne(Spans.span("x").withContent(Attributes.empty(), broken))
                        .getAttributesList()))
                .extracting(attribute -> attribute.getValue().getStringValue())
                .containsExactly("a?", "x".repeat(80) + "?");
    }

    @Test
    void commandLine_neverLeavesTheProcess() throws Exception {
        Attributes resource = Attributes.builder()
                .put("service.name", "shop")
                .put("process.command_line", "java -Dsecret=" + Spans.CANARY)
                .put("process.command_args", "java", "-Dsecret=" + Spans.CANARY)
                .build();

        var message = encode(inResource(resource));

        assertThat(message.getResourceSpans(0).getResource().getAttributesList())
                .containsExactly(attribute("service.name", AnyValue.newBuilder().setStringValue("shop")));
    }

    @Test
    void spansOfSeveralResourcesAndScopes_areGroupedInTheirOrder() throws Exception {
        Attributes other = Attributes.of(AttributeKey.stringKey("service.name"), "other");
        SpanRecord.Scope scope = new SpanRecord.Scope("scope", "2", "https://example.org/schema");

        var message = encode(
                named("a", Spans.RESOURCE, Spans.span("x").scope()),
                named("b", other, Spans.span("x").scope()),
                named("c", Spans.RESOURCE, scope),
                named("d", Spans.RESOURCE, Spans.span("x").scope()));

        assertThat(message.getResourceSpansList()).hasSize(2);
        assertThat(message.getResourceSpans(0).getScopeSpansList())
                .extracting(
                        spans -> spans.getScope().getName(),
                        ScopeSpans::getSchemaUrl,
                        spans ->
                                spans.getSpansList().stream().map(Span::getName).toList())
                .containsExactly(
                        tuple("test", "", List.of("a", "d")),
                        tuple("scope", "https://example.org/schema", List.of("c")));
        assertThat(message.getResourceSpans(1).getScopeSpans(0).getSpans(0).getName())
                .isEqualTo("b");
    }

    private static SpanRecord inResource(Attributes resource) {
        return named("x", resource, new SpanRecord.Scope("test", "1", ""));
    }

    private static SpanRecord named(String name, Attributes resource, SpanRecord.Scope scope) {
        SpanRecord record = Spans.span(name);
        return new SpanRecord(
                record.span(),
                record.parent(),
                name,
                record.kind(),
                record.startEpochNanos(),
                record.endEpochNanos(),
                record.attributes(),
                record.content(),
                record.events(),
                record.links(),
                record.status(),
                "",
                0,
                scope,
                resource,
                false);
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
