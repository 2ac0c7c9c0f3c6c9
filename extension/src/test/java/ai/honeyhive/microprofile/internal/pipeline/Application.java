/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Carried;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An application with a real SDK, an exporter beside ours, and a HoneyHive that listens on the loopback. */
final class Application implements AutoCloseable {

    final Receiver honeyHive = new Receiver();
    final List<SpanData> mesh = new CopyOnWriteArrayList<>();
    final HoneyHiveRuntime runtime;
    final SdkTracerProvider sdk;
    final SdkLoggerProvider logs;
    final Tracer tracer;

    Application(String... keysAndValues) throws IOException {
        this(builder -> builder, keysAndValues);
    }

    Application(UnaryOperator<SdkTracerProviderBuilder> sdkSettings, String... keysAndValues) throws IOException {
        runtime = new HoneyHiveRuntime(honeyHive.config(keysAndValues));
        sdk = sdkSettings
                .apply(SdkTracerProvider.builder())
                .addSpanProcessor(SimpleSpanProcessor.create(new MeshExporter()))
                .addSpanProcessor(new HoneyHiveSpanProcessor(runtime))
                .build();
        logs = SdkLoggerProvider.builder()
                .addLogRecordProcessor(new MessageLogProcessor(runtime))
                .build();
        tracer = sdk.get("app");
    }

    /** What the interceptor does around a call: see {@link TracedCall}. */
    TracedCall call(String name, Consumer<TracedCall> work) {
        return call(new TracedCall("", Importance.STANDARD, session()), name, work);
    }

    TracedCall call(TracedCall call, String name, Consumer<TracedCall> work) {
        Context parent = call.in(Context.current());
        Span span = tracer.spanBuilder(name).setParent(parent).startSpan();
        try (Scope ignored = parent.with(span).makeCurrent()) {
            work.accept(call);
        }
        end(call, span);
        return call;
    }

    static void end(TracedCall call, Span span) {
        try (Scope ignored = call.in(Context.current()).makeCurrent()) {
            span.end();
        }
    }

    static Session session() {
        Session carried = Carried.session(Context.current());
        TracedCall outer = TracedCall.from(Context.current());
        return outer != null ? outer.session() : carried != null ? carried : Session.generated();
    }

    /** A span that somebody else makes around some work. */
    void span(String name, Runnable work) {
        span(name, span -> work.run());
    }

    void span(String name, Consumer<Span> work) {
        Span span = tracer.spanBuilder(name).startSpan();
        try (Scope ignored = span.makeCurrent()) {
            work.accept(span);
        } finally {
            span.end();
        }
    }

    void llmSpan(String name) {
        span(name, (Span span) -> span.setAttribute("gen_ai.operation.name", "chat"));
    }

    Receiver received() {
        assertThat(runtime.flush(Duration.ofSeconds(20))).isTrue();
        return honeyHive;
    }

    SpanData onMesh(String name) {
        return mesh.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        runtime.close();
        sdk.close();
        logs.close();
        honeyHive.close();
    }

    private final class MeshExporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            mesh.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
