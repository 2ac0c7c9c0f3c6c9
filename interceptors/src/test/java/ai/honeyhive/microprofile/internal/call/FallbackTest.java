/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.ModelName;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The record of a call whose span never comes to a processor of ours. */
class FallbackTest {

    @ApplicationScoped
    static class Inner {

        @LLMTraced(kind = Kind.MODEL, provider = "openai", model = "gpt-4o")
        String ask(String question, @ModelName String model) {
            return "answer";
        }

        @LLMTraced
        void fail() {
            throw new IllegalStateException("broken");
        }
    }

    @ApplicationScoped
    static class Outer {

        @Inject
        Inner inner;

        SpanContext seen;

        @LLMTraced(kind = Kind.AGENT, name = "outer")
        void run() {
            seen = Span.current().getSpanContext();
            inner.ask("q", null);
            inner.ask("q", "gpt-4o-mini");
        }

        SpanContext seen() {
            return seen;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ON")
    void nestedCalls_areDelivered_withIdsThatMakeATree(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry, Outer.class, Inner.class)) {
            server.bean(Outer.class).run();

            Server.Event first = server.events().get(0);
            Server.Event second = server.events().get(1);
            Server.Event outer = server.events().get(2);
            assertThat(server.events()).hasSize(3).allMatch(Server.Event::byFallback);
            assertThat(server.events()).allMatch(event -> event.span().isValid());
            assertThat(outer.parent().isValid()).isFalse();
            assertThat(List.of(first, second)).allSatisfy(inner -> {
                assertThat(inner.parent().getSpanId()).isEqualTo(outer.span().getSpanId());
                assertThat(inner.span().getTraceId()).isEqualTo(outer.span().getTraceId());
                assertThat(inner.session()).isEqualTo(outer.session());
            });
            assertThat(first.span().getSpanId())
                    .isNotEqualTo(second.span().getSpanId())
                    .isNotEqualTo(outer.span().getSpanId());
            assertThat(server.bean(Outer.class).seen().getSpanId())
                    .isEqualTo(outer.span().getSpanId());
        }
    }

    /** As the processor does it where the spans come to it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ON")
    void callOfAnotherTracer_hangsOnWhatItsOwnTracerHas(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry)) {
            server.settings("payments", Server.DEFAULTS);
            HoneyHive honeyHive = server.honeyHive();

            honeyHive
                    .trace("outer")
                    .run(() -> honeyHive
                            .trace("paying")
                            .tracer("payments")
                            .run(() -> honeyHive.trace("inner").run(() -> {})));

            Server.Event inner = server.events().get(0);
            Server.Event paying = server.events().get(1);
            Server.Event outer = server.events().get(2);
            assertThat(inner.parent().getSpanId()).isEqualTo(paying.span().getSpanId());
            assertThat(paying.parent().isValid()).isFalse();
            assertThat(paying.span().getTraceId()).isEqualTo(outer.span().getTraceId());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ON")
    void record_hasWhatTheSpanWouldHave(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry, Inner.class)) {
            server.bean(Inner.class).ask("why?", "gpt-4o-mini");

            Server.Event event = server.event();
            assertThat(event.name()).isEqualTo("chat gpt-4o-mini");
            assertThat(event.attributes().get(GenAiAttributes.OPERATION_NAME)).isEqualTo("chat");
            assertThat(event.attributes().get(GenAiAttributes.PROVIDER_NAME)).isEqualTo("openai");
            assertThat(event.attributes().get(GenAiAttributes.REQUEST_MODEL)).isEqualTo("gpt-4o-mini");
            assertThat(event.get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("answer");
            assertThat(event.content("honeyhive_inputs.question")).isEqualTo("why?");
            assertThat(event.nanos()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ON")
    void exception_isRecorded(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry, Inner.class)) {
            assertThatThrownBy(() -> server.bean(Inner.class).fail()).hasMessage("broken");

            Server.Event event = server.event();
            assertThat(event.failed()).isTrue();
            assertThat(event.attributes().get(GenAiAttributes.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
            assertThat(event.get(HoneyHiveAttributes.ERROR)).isEqualTo("broken");
        }
    }

    @Test
    void remoteParent_keepsItsTrace_whereTheServerMakesNoIds() {
        SpanContext remote = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.builder().put("vendor", "x").build());
        try (Server server = Server.start(Server.Telemetry.NOOP, Inner.class)) {
            try (Scope ignored = Span.wrap(remote).makeCurrent()) {
                server.bean(Inner.class).ask("why?", null);
            }

            Server.Event event = server.event();
            assertThat(event.parent()).isEqualTo(remote);
            assertThat(event.span().getTraceId()).isEqualTo(remote.getTraceId());
            assertThat(event.span().getSpanId()).isNotEqualTo(remote.getSpanId());
            assertThat(event.span().getTraceState()).isEqualTo(remote.getTraceState());
        }
    }

    @Test
    void spanThatGoesElsewhere_isStillComplete() {
        try (Server server = Server.start(Server.Telemetry.NOT_FOR_US, Inner.class)) {
            server.bean(Inner.class).ask("why?", null);

            assertThat(server.span().hasEnded()).isTrue();
            assertThat(server.span().getSpanContext()).isEqualTo(server.event().span());
            assertThat(server.span().getAttributes().asMap())
                    .isEqualTo(server.event().attributes().asMap());
        }
    }

    @Test
    void inactiveTracer_handsOverNothing() {
        try (Server server = Server.start(Server.Telemetry.ABSENT, Inner.class)) {
            server.settings("", CallSettings.OFF);

            server.bean(Inner.class).ask("why?", null);

            assertThat(server.events()).isEmpty();
        }
    }
}
