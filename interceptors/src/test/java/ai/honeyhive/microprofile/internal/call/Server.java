/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.weld.environment.se.Weld;

/**
 * A container with the library in it, a real SDK in the server's place, and in the extension's place a processor that claims
 * calls and a pipeline that keeps what it gets.
 */
final class Server implements AutoCloseable {

    /** What the server's telemetry does. */
    enum Telemetry {
        /** Spans are made and processed, by ours and by others' processors. */
        ON,
        /** Spans are made, valid and recording, but never come to a processor of ours. */
        NOT_FOR_US,
        /** The sampler drops everything. */
        DROPPING,
        /** The API does nothing. */
        NOOP,
        /** There is no bean of the API's. */
        ABSENT
    }

    /** What HoneyHive would get. */
    record Event(
            String name,
            SpanContext span,
            SpanContext parent,
            Attributes attributes,
            Attributes content,
            String session,
            boolean failed,
            boolean byFallback,
            long nanos) {

        <T> T get(AttributeKey<T> key) {
            return content.get(key);
        }

        String content(String key) {
            return content.get(AttributeKey.stringKey(key));
        }
    }

    static final CallSettings DEFAULTS = new CallSettings(true, CallSettings.Content.FULL, false, 64 << 10, 8, 100);

    /** The extension's part: one that is not there, and so is played. */
    @Singleton
    static final class Pipeline implements CallPipeline {

        final Map<String, CallSettings> settings = new ConcurrentHashMap<>();
        final List<Event> events = new CopyOnWriteArrayList<>();
        final List<SpanData> spans = new CopyOnWriteArrayList<>();
        final Map<String, List<SpanContext>> links = new ConcurrentHashMap<>();

        @Override
        public boolean hasTracer(String name) {
            return settings.containsKey(name);
        }

        @Override
        public Propagation propagation() {
            return new Propagation(
                    host -> host.equals("localhost"),
                    queue -> queue.equals("questions"),
                    EnumSet.allOf(Propagation.Member.class),
                    context -> null);
        }

        @Override
        public CallSettings settings(String tracer) {
            return settings.getOrDefault(tracer, tracer.isEmpty() ? DEFAULTS : CallSettings.OFF);
        }

        @Override
        public void unclaimed(UnclaimedCall call) {
            events.add(new Event(
                    call.name(),
                    call.span(),
                    call.parent(),
                    call.attributes(),
                    call.call().content().build(),
                    call.call().session().id(),
                    call.error() != null,
                    true,
                    call.endEpochNanos() - call.startEpochNanos()));
        }
    }

    /** Claims calls and takes their content at their end, as the extension's processor does. */
    private record Claiming(Pipeline pipeline) implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            TracedCall call = TracedCall.from(parent);
            if (call != null) {
                call.claim(span.getSpanContext(), call.session());
            }
        }

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            SpanData data = span.toSpanData();
            pipeline.spans.add(data);
            TracedCall call = TracedCall.from(Context.current());
            if (call != null
                    && call.spanContext().equals(span.getSpanContext())
                    && pipeline.settings(call.tracer()).active()) {
                pipeline.links.put(data.getName(), call.links());
                pipeline.events.add(new Event(
                        data.getName(),
                        data.getSpanContext(),
                        data.getParentSpanContext(),
                        data.getAttributes(),
                        call.content().build(),
                        call.session().id(),
                        call.failed(),
                        false,
                        data.getEndEpochNanos() - data.getStartEpochNanos()));
            }
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    /** Others' processors, which see what stands on the spans. */
    private record Watching(Pipeline pipeline) implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            pipeline.spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    @Dependent
    static class TelemetryProducer {

        static OpenTelemetry current;

        @Produces
        @Singleton
        OpenTelemetry openTelemetry() {
            return current;
        }
    }

    private final SeContainer container;
    private final Pipeline pipeline;
    private final OpenTelemetry openTelemetry;

    private Server(SeContainer container, Pipeline pipeline, OpenTelemetry openTelemetry) {
        this.container = container;
        this.pipeline = pipeline;
        this.openTelemetry = openTelemetry;
    }

    static Server start(Telemetry telemetry, Class<?>... beans) {
        Weld weld = new Weld()
                .disableDiscovery()
                .addBeanClasses(
                        LlmTracedInterceptor.class,
                        CallRecorder.class,
                        CallMetadataCache.class,
                        ResultReader.class,
                        HoneyHiveBean.class,
                        Pipeline.class)
                .addBeanClasses(beans);
        if (telemetry != Telemetry.ABSENT) {
            weld.addBeanClasses(TelemetryProducer.class);
        }
        SeContainer container = weld.initialize();
        Pipeline pipeline = container.select(Pipeline.class).get();
        OpenTelemetry openTelemetry = openTelemetry(telemetry, pipeline);
        TelemetryProducer.current = openTelemetry;
        if (telemetry != Telemetry.ABSENT) {
            // Now, since another test's container may want another one.
            container.select(OpenTelemetry.class).get();
        }
        return new Server(container, pipeline, openTelemetry);
    }

    private static OpenTelemetry openTelemetry(Telemetry telemetry, Pipeline pipeline) {
        return switch (telemetry) {
            case ON -> sdk(SdkTracerProvider.builder().addSpanProcessor(new Claiming(pipeline)));
            case NOT_FOR_US -> sdk(SdkTracerProvider.builder().addSpanProcessor(new Watching(pipeline)));
            case DROPPING ->
                sdk(SdkTracerProvider.builder()
                        .setSampler(Sampler.alwaysOff())
                        .addSpanProcessor(new Claiming(pipeline)));
            case NOOP, ABSENT -> OpenTelemetry.noop();
        };
    }

    private static OpenTelemetry sdk(io.opentelemetry.sdk.trace.SdkTracerProviderBuilder provider) {
        return OpenTelemetrySdk.builder().setTracerProvider(provider.build()).build();
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    HoneyHive honeyHive() {
        return bean(HoneyHive.class);
    }

    /** For spans that are not ours. */
    Tracer tracer() {
        return openTelemetry.getTracer("somebody-else");
    }

    void settings(String tracer, CallSettings settings) {
        pipeline.settings.put(tracer, settings);
    }

    void reset() {
        pipeline.settings.clear();
        pipeline.events.clear();
        pipeline.spans.clear();
    }

    List<Event> events() {
        return pipeline.events;
    }

    /** What HoneyHive's copies of the spans of a name are linked to. */
    List<SpanContext> links(String name) {
        return pipeline.links.get(name);
    }

    /** The spans that anybody sees. */
    List<SpanData> spans() {
        return pipeline.spans;
    }

    /** The only event there is. */
    Event event() {
        if (pipeline.events.size() != 1) {
            throw new AssertionError("Expected one event, got " + pipeline.events);
        }
        return pipeline.events.get(0);
    }

    /** The only span there is. */
    SpanData span() {
        if (pipeline.spans.size() != 1) {
            throw new AssertionError("Expected one span, got " + pipeline.spans);
        }
        return pipeline.spans.get(0);
    }

    @Override
    public void close() {
        container.close();
    }
}
