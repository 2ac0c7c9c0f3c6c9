/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the API that we are compiled against has not: bodies that are maps, as the OpenTelemetry instrumentation of
 * openai-java writes them, events with a name of their own, attributes that are maps. Runs with the newer SDK only.
 */
class MessageLogOnNewerSdkTest {

    @Test
    void a_body_that_is_a_map_is_read_to_its_leaves() throws Exception {
        try (Application app = new Application()) {
            app.span("chat gpt-4o", (Span span) -> {
                span.setAttribute("gen_ai.operation.name", "chat");
                emit(app, "gen_ai.user.message", false, map("content", value("Hi")));
                Object function = map("name", value("weather"), "arguments", value("{\"city\":\"Bern\"}"));
                Object call = map("id", value("c1"), "type", value("function"), "function", function);
                emit(
                        app,
                        "gen_ai.choice",
                        false,
                        map(
                                "index",
                                value(0L),
                                "finish_reason",
                                value("tool_calls"),
                                "message",
                                map("content", value("Hello"), "tool_calls", list(call))));
            });

            assertThat(app.received().event("chat gpt-4o").attributes())
                    .containsEntry("honeyhive_inputs.chat_history", "[{\"role\":\"user\",\"content\":\"Hi\"}]")
                    .containsEntry("honeyhive_outputs.content", "Hello")
                    .containsEntry("honeyhive_outputs.finish_reason", "tool_calls")
                    .containsEntry("honeyhive_outputs.tool_calls.0.id", "c1")
                    .containsEntry("honeyhive_outputs.tool_calls.0.name", "weather")
                    .containsEntry("honeyhive_outputs.tool_calls.0.arguments", "{\"city\":\"Bern\"}");
        }
    }

    @Test
    void an_event_with_a_name_of_its_own_is_known_by_it() throws IOException {
        try (Application app = new Application()) {
            app.span("chat", () -> emit(app, "gen_ai.user.message", true, map("content", value("Hi"))));

            assertThat(app.received().event("chat").attributes())
                    .containsEntry("honeyhive_inputs.chat_history", "[{\"role\":\"user\",\"content\":\"Hi\"}]");
        }
    }

    @Test
    void an_attribute_that_is_a_map_is_read_and_redacted() throws IOException {
        try (Application app = new Application()) {
            app.span("chat gpt-4o", (Span span) -> {
                Object part = map("type", value("text"), "content", value("mail anna@mail.example"));
                Object messages = list(map("role", value("user"), "parts", list(part)));
                AttributesBuilder attributes = Attributes.builder();
                call(
                        AttributesBuilder.class,
                        attributes,
                        "put",
                        new Class<?>[] {String.class, type("Value")},
                        "gen_ai.input.messages",
                        messages);
                span.setAllAttributes(attributes.build());
                span.setAttribute(AttributeKey.stringKey("gen_ai.operation.name"), "chat");
            });

            assertThat(app.received().event("chat gpt-4o").attributes())
                    .containsEntry(
                            "honeyhive_inputs.chat_history",
                            "[{\"role\":\"user\",\"content\":\"mail [REDACTED:email]\"}]")
                    .containsEntry(
                            "gen_ai.input.messages",
                            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"mail [REDACTED:email]\"}]}]");
        }
    }

    private static void emit(Application app, String name, boolean eventName, Object body) {
        LogRecordBuilder builder = app.logs.get("app").logRecordBuilder().setContext(Context.current());
        if (eventName) {
            call(LogRecordBuilder.class, builder, "setEventName", new Class<?>[] {String.class}, name);
        } else {
            builder.setAttribute(AttributeKey.stringKey("event.name"), name);
        }
        call(LogRecordBuilder.class, builder, "setBody", new Class<?>[] {type("Value")}, body);
        builder.emit();
    }

    private static Object value(String text) {
        return call(type("Value"), null, "of", new Class<?>[] {String.class}, text);
    }

    private static Object value(long number) {
        return call(type("Value"), null, "of", new Class<?>[] {long.class}, number);
    }

    private static Object list(Object... values) {
        return call(type("Value"), null, "of", new Class<?>[] {java.util.List.class}, java.util.List.of(values));
    }

    private static Object map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return call(type("Value"), null, "of", new Class<?>[] {Map.class}, map);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.opentelemetry.api.common." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("this test needs a newer OpenTelemetry API", e);
        }
    }

    private static Object call(Class<?> type, Object target, String name, Class<?>[] parameters, Object... arguments) {
        try {
            Method method = type.getMethod(name, parameters);
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
