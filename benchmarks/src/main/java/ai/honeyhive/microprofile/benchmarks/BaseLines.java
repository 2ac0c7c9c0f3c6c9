/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the targets are multiples of; nothing of HoneyHive takes part. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BaseLines {

    /** Weld with a bean whose interceptor does nothing. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Intercepted {

        SeContainer container;
        BaseLineBean bean;

        @Setup
        public void start() {
            container = new Weld()
                    .disableDiscovery()
                    .addBeanClasses(BaseLineBean.class, NoOpInterceptor.class)
                    .initialize();
            bean = container.select(BaseLineBean.class).get();
        }

        @TearDown
        public void stop() {
            container.close();
        }
    }

    /** An SDK that samples everything and hands it to a processor that does nothing. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Sampled {

        SdkTracerProvider provider;
        Tracer tracer;

        @Setup
        public void start() {
            provider =
                    SdkTracerProvider.builder().addSpanProcessor(new Ignoring()).build();
            tracer = provider.get("benchmarks");
        }

        @TearDown
        public void stop() {
            provider.close();
        }
    }

    /** A history and the mapper that an application keeps. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Json {

        final ObjectMapper mapper = new ObjectMapper();
        final List<Payload.ChatMessage> history = Payload.chatHistory();
    }

    /** N: an {@code @ApplicationScoped} bean behind its client proxy, with one interceptor that does nothing. */
    @Benchmark
    public String noOpInterceptor(Intercepted state) {
        return state.bean.answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    /** S: a sampled span with scope and ten attributes, written as the documentation of OpenTelemetry has it. */
    @Benchmark
    public String spanWithTenAttributes(Sampled state) {
        Span span = state.tracer.spanBuilder("chat gpt-4o-mini").startSpan();
        try (Scope ignored = span.makeCurrent()) {
            span.setAttribute(Keys.OPERATION, "chat");
            span.setAttribute(Keys.PROVIDER, "openai");
            span.setAttribute(Keys.REQUEST_MODEL, "gpt-4o-mini");
            span.setAttribute(Keys.RESPONSE_MODEL, "gpt-4o-mini-2024-07-18");
            span.setAttribute(Keys.RESPONSE_ID, "chatcmpl-A1b2C3");
            span.setAttribute(Keys.MAX_TOKENS, 512L);
            span.setAttribute(Keys.TEMPERATURE, 0.2);
            span.setAttribute(Keys.INPUT_TOKENS, 210L);
            span.setAttribute(Keys.OUTPUT_TOKENS, 35L);
            span.setAttribute(Keys.USER, "u-4711");
            return Payload.ANSWER;
        } finally {
            span.end();
        }
    }

    /** The cheapest way to write the same span: for comparison, no target is a multiple of it. */
    @Benchmark
    public String spanWithTenAttributesOnBuilder(Sampled state) {
        Span span = state.tracer
                .spanBuilder("chat gpt-4o-mini")
                .setAllAttributes(Keys.PREPARED)
                .startSpan();
        try (Scope ignored = span.makeCurrent()) {
            return Payload.ANSWER;
        } finally {
            span.end();
        }
    }

    /** J: the history of 2 KB as Jackson writes it. */
    @Benchmark
    public String jackson(Json state) throws JsonProcessingException {
        return state.mapper.writeValueAsString(state.history);
    }

    private static final class Keys {

        static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
        static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
        static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
        static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
        static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
        static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
        static final AttributeKey<Double> TEMPERATURE = AttributeKey.doubleKey("gen_ai.request.temperature");
        static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
        static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
        static final AttributeKey<String> USER = AttributeKey.stringKey("enduser.id");

        static final Attributes PREPARED = Attributes.builder()
                .put(OPERATION, "chat")
                .put(PROVIDER, "openai")
                .put(REQUEST_MODEL, "gpt-4o-mini")
                .put(RESPONSE_MODEL, "gpt-4o-mini-2024-07-18")
                .put(RESPONSE_ID, "chatcmpl-A1b2C3")
                .put(MAX_TOKENS, 512L)
                .put(TEMPERATURE, 0.2)
                .put(INPUT_TOKENS, 210L)
                .put(OUTPUT_TOKENS, 35L)
                .put(USER, "u-4711")
                .build();

        private Keys() {}
    }

    private static final class Ignoring implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
