/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.NotCaptured;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LlmTracedTest {

    static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(
                Server.Telemetry.ON,
                Bot.class,
                Search.class,
                TracedClass.class,
                Heir.class,
                OfStereotype.class,
                Outer.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @ApplicationScoped
    static class Bot {

        @LLMTraced(kind = Kind.MODEL, provider = "openai", model = "gpt-4o")
        String ask(String question) {
            return "42";
        }

        @LLMTraced(kind = Kind.MODEL)
        String askAny() {
            return "42";
        }

        @LLMTraced(kind = Kind.EMBEDDING, model = "minilm")
        float[] embed(String text) {
            return new float[] {1, 2};
        }

        @LLMTraced(kind = Kind.TOOL, name = "weather")
        Map<String, Object> weather(String city) {
            return Map.of("degrees", 21);
        }

        @LLMTraced(kind = Kind.AGENT, name = "planner", model = "gpt-4o")
        void plan() {}

        @LLMTraced(kind = Kind.WORKFLOW, name = "answering")
        void work() {}

        @LLMTraced
        int count(String text) {
            return text.length();
        }

        @LLMTraced
        String fail(@NotCaptured IOException failure) throws IOException {
            throw failure;
        }

        @LLMTraced
        String failHard() {
            throw new AssertionError("hard");
        }

        @LLMTraced
        void slow() {
            long end = System.nanoTime() + Duration.ofMillis(250).toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }

        String plain() {
            return "untraced";
        }
    }

    @ApplicationScoped
    static class Search {

        @LLMTraced(kind = Kind.RETRIEVAL)
        String find(String query) {
            return "a document";
        }
    }

    @LLMTraced(kind = Kind.TOOL)
    @ApplicationScoped
    static class TracedClass {

        String one() {
            return "1";
        }

        @LLMTraced(name = "second")
        String two() {
            return "2";
        }
    }

    @LLMTraced(kind = Kind.TOOL)
    static class Ancestor {

        String inherited() {
            return "i";
        }
    }

    @ApplicationScoped
    static class Heir extends Ancestor {}

    @LLMTraced(kind = Kind.WORKFLOW, name = "by stereotype")
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface Agentic {}

    @Agentic
    @ApplicationScoped
    static class OfStereotype {

        void run() {}
    }

    @ApplicationScoped
    static class Outer {

        @Inject
        Bot bot;

        @LLMTraced(kind = Kind.AGENT, name = "outer")
        String run() {
            return bot.ask("inner question");
        }
    }

    @Test
    void modelCall_isNamedAndDescribedByTheConventions() {
        assertThat(server.bean(Bot.class).ask("meaning?")).isEqualTo("42");

        SpanData span = server.span();
        assertThat(span.getName()).isEqualTo("chat gpt-4o");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("ai.honeyhive.microprofile");
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Map.of(
                        GenAiAttributes.OPERATION_NAME, "chat",
                        GenAiAttributes.PROVIDER_NAME, "openai",
                        GenAiAttributes.REQUEST_MODEL, "gpt-4o"));
    }

    @Test
    void content_goesToHoneyHiveOnly() {
        server.bean(Bot.class).ask("meaning?");

        Server.Event event = server.event();
        assertThat(event.get(HoneyHiveAttributes.EVENT_TYPE)).isEqualTo("model");
        assertThat(event.get(HoneyHiveAttributes.EVENT_NAME)).isEqualTo("Bot.ask");
        assertThat(event.content("honeyhive_inputs.question")).isEqualTo("meaning?");
        assertThat(event.get(HoneyHiveAttributes.OUTPUT_ROLE)).isEqualTo("assistant");
        assertThat(event.get(HoneyHiveAttributes.OUTPUT_CONTENT)).isEqualTo("42");
        assertThat(server.span().getAttributes().asMap().keySet())
                .allSatisfy(key -> assertThat(key.getKey()).startsWith("gen_ai."));
    }

    @Test
    void contentOnSpan_isThereToo_whereConfigured() {
        server.settings("", new CallSettings(true, CallSettings.Content.FULL, true, 1000, 5, 10));

        server.bean(Bot.class).count("abc");

        assertThat(server.span().getAttributes().asMap().toString())
                .contains("honeyhive_inputs.text=abc", "honeyhive_outputs.result=3");
    }

    @Test
    void kinds_haveTheirSpanNames() {
        Bot bot = server.bean(Bot.class);
        bot.askAny();
        bot.embed("text");
        bot.weather("Rome");
        bot.plan();
        bot.work();
        bot.count("x");
        server.bean(Search.class).find("q");

        assertThat(server.spans())
                .extracting(span -> span.getName() + " / " + span.getKind())
                .containsExactly(
                        "chat / CLIENT",
                        "embeddings minilm / CLIENT",
                        "execute_tool weather / INTERNAL",
                        "invoke_agent planner / INTERNAL",
                        "invoke_workflow answering / INTERNAL",
                        "Bot.count / INTERNAL",
                        "retrieval / CLIENT");
        assertThat(server.events())
                .extracting(event -> event.get(HoneyHiveAttributes.EVENT_TYPE))
                .containsExactly("model", "model", "tool", "chain", "chain", "chain", "tool");
    }

    @Test
    void toolResult_isOneJsonText() {
        server.bean(Bot.class).weather("Rome");

        assertThat(server.event().get(HoneyHiveAttributes.RESULT)).isEqualTo("{\"degrees\":21}");
        assertThat(server.span().getAttributes().get(GenAiAttributes.TOOL_NAME)).isEqualTo("weather");
        assertThat(server.span().getAttributes().get(GenAiAttributes.TOOL_TYPE)).isEqualTo("function");
    }

    @Test
    void exception_leavesAsTheSameObject_andMarksTheSpan() {
        IOException failure = new IOException("no answer; try later");

        assertThatThrownBy(() -> server.bean(Bot.class).fail(failure)).isSameAs(failure);

        SpanData span = server.span();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(GenAiAttributes.ERROR_TYPE)).isEqualTo("java.io.IOException");
        assertThat(span.getEvents()).extracting(event -> event.getName()).containsExactly("exception");
        assertThat(span.hasEnded()).isTrue();
        Server.Event event = server.event();
        assertThat(event.failed()).isTrue();
        assertThat(event.get(HoneyHiveAttributes.ERROR)).isEqualTo("no answer; try later");
        assertThat(event.get(HoneyHiveAttributes.ERROR_TYPE)).isEqualTo("java.io.IOException");
        assertThat(event.get(HoneyHiveAttributes.RESULT)).isNull();
    }

    @Test
    void errorOfTheMethod_isRecordedLikeAnException() {
        assertThatThrownBy(() -> server.bean(Bot.class).failHard()).isInstanceOf(AssertionError.class);

        assertThat(server.event().get(HoneyHiveAttributes.ERROR)).isEqualTo("hard");
    }

    @Test
    void scope_isClosed_afterReturnAndAfterThrow() {
        Span before = Span.current();
        server.bean(Bot.class).ask("q");
        assertThat(Span.current()).isSameAs(before);
        assertThatThrownBy(() -> server.bean(Bot.class).fail(new IOException("x")))
                .isInstanceOf(IOException.class);
        assertThat(Span.current()).isSameAs(before);
    }

    @Test
    void nestedCalls_areParentAndChild_ofOneSession() {
        Span request = server.tracer().spanBuilder("GET /ask").startSpan();
        try (Scope ignored = request.makeCurrent()) {
            server.bean(Outer.class).run();
        } finally {
            request.end();
        }

        Server.Event inner = server.events().get(0);
        Server.Event outer = server.events().get(1);
        assertThat(outer.parent()).isEqualTo(request.getSpanContext());
        assertThat(inner.parent()).isEqualTo(outer.span());
        assertThat(inner.session()).isEqualTo(outer.session());
        assertThat(outer.nanos()).isGreaterThanOrEqualTo(inner.nanos());
    }

    @Test
    void duration_isExact() {
        server.bean(Bot.class).slow();

        assertThat(Duration.ofNanos(server.event().nanos())).isBetween(Duration.ofMillis(249), Duration.ofSeconds(5));
    }

    @Test
    void classAnnotation_standsForItsMethods_andAMethodsOwnReplacesIt() {
        server.bean(TracedClass.class).one();
        assertThat(server.event().name()).isEqualTo("execute_tool TracedClass.one");
        server.reset();
        server.bean(TracedClass.class).two();
        assertThat(server.event().name()).isEqualTo("second");
    }

    @Test
    void classAnnotation_isInherited() {
        server.bean(Heir.class).inherited();

        assertThat(server.event().get(HoneyHiveAttributes.EVENT_TYPE)).isEqualTo("tool");
    }

    @Test
    void stereotype_carriesTheAnnotation() {
        server.bean(OfStereotype.class).run();

        assertThat(server.event().name()).isEqualTo("invoke_workflow by stereotype");
    }

    @Test
    void methodWithoutAnnotation_isNotTraced() {
        server.bean(Bot.class).plain();

        assertThat(server.spans()).isEmpty();
    }
}
