/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    private static final AttributeKey<String> QUESTION = AttributeKey.stringKey("honeyhive_inputs.question");

    @Test
    void a_traced_call_arrives_with_its_content_and_the_mesh_sees_a_lean_span() throws IOException {
        try (Application app = new Application()) {
            TracedCall call = app.call("ask", it -> it.put(QUESTION, "how much?"));

            Receiver.Event event = app.received().event("ask");
            assertThat(call.isClaimed()).isTrue();
            assertThat(event.spanId()).isEqualTo(call.spanContext().getSpanId());
            assertThat(event.traceId()).isEqualTo(call.spanContext().getTraceId());
            assertThat(event.attributes())
                    .containsEntry("honeyhive_inputs.question", "how much?")
                    .containsEntry("honeyhive.session_id", call.session().id())
                    .containsEntry("honeyhive.session_auto_create", true)
                    .containsEntry("honeyhive_event_name", "ask");
            assertThat(app.onMesh("ask").getAttributes().isEmpty()).isTrue();
        }
    }

    @Test
    void a_call_that_is_ended_outside_its_context_still_brings_its_content() throws IOException {
        try (Application app = new Application()) {
            TracedCall call = new TracedCall("", Importance.STANDARD, Session.generated());
            Span span = app.tracer
                    .spanBuilder("async")
                    .setParent(call.in(Context.root()))
                    .startSpan();
            call.put(QUESTION, "later");
            span.end();

            assertThat(app.received().event("async").attributes()).containsEntry("honeyhive_inputs.question", "later");
        }
    }

    @Test
    void a_child_span_does_not_claim_the_call_around_it() throws IOException {
        try (Application app = new Application()) {
            TracedCall call = app.call("outer", it -> {
                it.put(QUESTION, "outer's");
                app.llmSpan("chat gpt-4o");
            });

            Receiver.Event child = app.received().event("chat gpt-4o");
            assertThat(child.parentId()).isEqualTo(call.spanContext().getSpanId());
            assertThat(child.attributes()).doesNotContainKey("honeyhive_inputs.question");
        }
    }

    @Test
    void the_ids_the_times_the_links_and_the_kind_are_those_of_the_span() throws IOException {
        try (Application app = new Application()) {
            Span other = app.tracer.spanBuilder("other").startSpan();
            Span span = app.tracer
                    .spanBuilder("chat gpt-4o")
                    .setSpanKind(SpanKind.CLIENT)
                    .addLink(other.getSpanContext())
                    .setAttribute("gen_ai.operation.name", "chat")
                    .startSpan();
            span.end();

            Receiver.Event event = app.received().event("chat gpt-4o");
            LinkData link = app.onMesh("chat gpt-4o").getLinks().get(0);
            assertThat(event.span().getStartTimeUnixNano())
                    .isEqualTo(app.onMesh("chat gpt-4o").getStartEpochNanos());
            assertThat(event.span().getEndTimeUnixNano())
                    .isEqualTo(app.onMesh("chat gpt-4o").getEndEpochNanos());
            assertThat(event.span().getKind())
                    .isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(event.span().getLinks(0).getSpanId().toByteArray())
                    .isEqualTo(link.getSpanContext().getSpanIdBytes());
            assertThat(event.scope()).isEqualTo("app");
        }
    }

    @Test
    void a_span_that_is_recorded_but_not_sampled_arrives() throws IOException {
        try (Application app = new Application(builder -> builder.setSampler(new RecordOnly()))) {
            TracedCall call = app.call("ask", it -> it.put(QUESTION, "unsampled"));

            assertThat(call.isClaimed()).isTrue();
            assertThat(app.received().event("ask").attributes())
                    .containsEntry("honeyhive_inputs.question", "unsampled");
            assertThat(app.mesh).isEmpty();
        }
    }

    @Test
    void a_call_whose_span_is_sampled_away_is_left_to_the_fallback() throws IOException {
        try (Application app = new Application(builder -> builder.setSampler(Sampler.alwaysOff()))) {
            assertThat(app.call("ask", it -> {}).isClaimed()).isFalse();
        }
    }

    @Test
    void an_exception_event_under_an_unset_status_is_an_error_at_honeyhive_only() throws IOException {
        try (Application app = new Application()) {
            app.span("completion gpt-4o", (Span span) -> {
                span.setAttribute("gen_ai.request.model", "gpt-4o");
                span.recordException(new IllegalStateException("rate limit"));
            });

            Receiver.Event event = app.received().event("completion gpt-4o");
            assertThat(event.attributes())
                    .containsEntry("honeyhive_error", "rate limit")
                    .containsEntry("honeyhive_error_type", "java.lang.IllegalStateException");
            assertThat(event.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(event.span().getEvents(0).getName()).isEqualTo("exception");
            assertThat(app.onMesh("completion gpt-4o").getStatus().getStatusCode())
                    .isEqualTo(io.opentelemetry.api.trace.StatusCode.UNSET);
        }
    }

    @Test
    void what_honeyhive_cannot_live_without_is_never_lost_to_a_limit() throws IOException {
        SpanLimits limits = SpanLimits.builder().setMaxNumberOfAttributes(5).build();
        try (Application app = new Application(builder -> builder.setSpanLimits(limits))) {
            app.call("ask", call -> {
                Span span = Span.current();
                for (int i = 0; i < 20; i++) {
                    span.setAttribute("filler." + i, i);
                }
                span.recordException(new IllegalStateException("boom"));
                call.put(QUESTION, "still here");
            });

            Receiver.Event event = app.received().event("ask");
            assertThat(event.attributes())
                    .containsKeys(
                            "honeyhive.session_id",
                            "honeyhive.session_auto_create",
                            "honeyhive.source",
                            "honeyhive_event_type",
                            "honeyhive_event_name",
                            "honeyhive_error")
                    .containsEntry("honeyhive_inputs.question", "still here")
                    .containsEntry("filler.4", 4L)
                    .doesNotContainKey("filler.5");
            assertThat(event.span().getDroppedAttributesCount()).isEqualTo(15);
        }
    }

    @Test
    void secrets_on_spans_of_others_do_not_leave_the_process() throws IOException {
        try (Application app = new Application()) {
            app.span(
                    "chat gpt-4o",
                    (Span span) -> span.setAttribute("gen_ai.operation.name", "chat")
                            .setAttribute("gen_ai.prompt", "my key is sk-proj-Zx81kLmQ2mZ81kLx0"));

            assertThat(app.received().event("chat gpt-4o").span().toString())
                    .contains("[REDACTED:secret]")
                    .doesNotContain("Zx81kLmQ2mZ81kLx0");
            assertThat(app.onMesh("chat gpt-4o").getAttributes().get(AttributeKey.stringKey("gen_ai.prompt")))
                    .contains("Zx81kLmQ2mZ81kLx0");
        }
    }

    @Test
    void redaction_can_be_switched_off() throws IOException {
        try (Application app = new Application("honeyhive.redaction.enabled", "false")) {
            app.call("ask", call -> call.put(QUESTION, "mail anna@mail.example"));

            assertThat(app.received().event("ask").attributes())
                    .containsEntry("honeyhive_inputs.question", "mail anna@mail.example");
        }
    }

    @Test
    void a_call_for_a_tracer_without_a_key_is_not_sent_and_takes_no_other_down() throws IOException {
        try (Application app =
                new Application("honeyhive.tracer.idle.project", "x", "honeyhive.tracer.idle.enabled", "false")) {
            app.call(new TracedCall("idle", Importance.STANDARD, Session.generated()), "quiet", it -> {});
            app.call("loud", it -> {});

            assertThat(app.received().names()).containsExactly("loud");
        }
    }

    @Test
    void work_in_a_scope_of_another_context_does_not_confuse_the_calls() throws IOException {
        try (Application app = new Application()) {
            app.call("outer", outer -> {
                outer.put(QUESTION, "outer's");
                app.call("inner", inner -> inner.put(QUESTION, "inner's"));
                try (Scope ignored = Context.root().makeCurrent()) {
                    app.call("detached", detached -> detached.put(QUESTION, "detached's"));
                }
            });

            Receiver received = app.received();
            for (String name : List.of("outer", "inner", "detached")) {
                assertThat(received.event(name).attributes()).containsEntry("honeyhive_inputs.question", name + "'s");
            }
            assertThat(received.event("detached").traceId())
                    .isNotEqualTo(received.event("outer").traceId());
        }
    }

    /** As a wrapper does that keeps errors although the mesh's rate drops the trace. */
    private static final class RecordOnly implements Sampler {
        @Override
        public SamplingResult shouldSample(
                Context parentContext,
                String traceId,
                String name,
                SpanKind spanKind,
                Attributes attributes,
                List<LinkData> parentLinks) {
            return SamplingResult.recordOnly();
        }

        @Override
        public String getDescription() {
            return "RecordOnly";
        }
    }
}
