/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Messages as log records. */
class MessageLogTest {

    private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

    @Test
    void messages_are_joined_to_their_span_and_left_alone_elsewhere() throws IOException {
        try (Application app = new Application()) {
            app.span("chat gpt-4o", (Span span) -> {
                span.setAttribute("gen_ai.operation.name", "chat");
                emit(app, "gen_ai.system.message", "Be brief.");
                emit(app, "gen_ai.user.message", "Hi");
                emit(app, "gen_ai.choice", "Hello");
                emit(app, "something.else", "not a message");
            });
            app.llmSpan("chat without messages");

            Receiver received = app.received();
            assertThat(received.event("chat gpt-4o").attributes())
                    .containsEntry(
                            "honeyhive_inputs.chat_history",
                            "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]")
                    .containsEntry("honeyhive_outputs.role", "assistant")
                    .containsEntry("honeyhive_outputs.content", "Hello");
            assertThat(received.event("chat gpt-4o").span().getEventsCount()).isEqualTo(3);
            assertThat(received.event("chat without messages").attributes())
                    .doesNotContainKey("honeyhive_inputs.chat_history");
            assertThat(app.onMesh("chat gpt-4o").getEvents()).isEmpty();
        }
    }

    @Test
    void a_body_that_is_a_map_written_as_json_is_read_as_one() throws IOException {
        try (Application app = new Application()) {
            app.span("chat", () -> {
                emit(app, "gen_ai.user.message", "{\"content\":\"Hi\"}");
                emit(app, "gen_ai.user.message", "{\"not\":\"a body\"}");
                emit(
                        app,
                        "gen_ai.choice",
                        "{\"index\":0,\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}");
            });

            assertThat(app.received().event("chat").attributes())
                    .containsEntry(
                            "honeyhive_inputs.chat_history",
                            "[{\"role\":\"user\",\"content\":\"Hi\"},"
                                    + "{\"role\":\"user\",\"content\":\"{\\\"not\\\":\\\"a body\\\"}\"}]")
                    .containsEntry("honeyhive_outputs.content", "Hello")
                    .containsEntry("honeyhive_outputs.finish_reason", "stop");
        }
    }

    @Test
    void a_message_without_any_other_mark_makes_its_span_an_llm_span() throws IOException {
        try (Application app = new Application()) {
            app.span("invoke", () -> emit(app, "gen_ai.user.message", "Hi"));

            assertThat(app.received().event("invoke").attributes()).containsEntry("honeyhive_event_type", "model");
        }
    }

    @Test
    void a_message_outside_any_span_is_nobody_s() throws IOException {
        try (Application app = new Application()) {
            emit(app, "gen_ai.user.message", "Hi");
            app.llmSpan("chat");

            assertThat(app.received().event("chat").attributes()).doesNotContainKey("honeyhive_inputs.chat_history");
        }
    }

    @Test
    void messages_stay_behind_where_content_is_not_wanted() throws IOException {
        try (Application app = new Application("honeyhive.capture.content", "metadata")) {
            app.span("chat gpt-4o", (Span span) -> {
                span.setAttribute("gen_ai.operation.name", "chat");
                emit(app, "gen_ai.user.message", "private words");
            });

            assertThat(app.received().event("chat gpt-4o").span().toString()).doesNotContain("private words");
        }
    }

    @Test
    void more_messages_than_a_span_may_have_are_counted() throws IOException {
        try (Application app = new Application()) {
            app.span("chat gpt-4o", (Span span) -> {
                for (int i = 0; i < OpenSpan.MAX_MESSAGES + 3; i++) {
                    emit(app, "gen_ai.user.message", "Hi " + i);
                }
                emit(app, "gen_ai.user.message", "x".repeat((int) OpenSpan.MAX_MESSAGE_CHARS));
            });

            assertThat(app.received().event("chat gpt-4o").span().getEventsCount())
                    .isEqualTo(OpenSpan.MAX_MESSAGES);
            assertThat(app.runtime.tallies()).containsEntry("messages", 4L);
        }
    }

    private static void emit(Application app, String name, String body) {
        Logger logger = app.logs.get("io.opentelemetry.openai-java-1.1");
        logger.logRecordBuilder()
                .setContext(Context.current())
                .setAttribute(EVENT_NAME, name)
                .setBody(body)
                .emit();
    }
}
