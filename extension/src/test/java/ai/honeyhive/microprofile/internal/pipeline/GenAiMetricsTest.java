/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names, units, attributes and bounds as in the GenAI conventions 1.41.1, {@code model/gen-ai/metrics.yaml}. */
class GenAiMetricsTest {

    private static final Attributes CALL = Attributes.builder()
            .put("gen_ai.operation.name", "chat")
            .put("gen_ai.provider.name", "openai")
            .put("gen_ai.request.model", "gpt-4o-mini")
            .put("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
            .build();

    private final Collector collector = new Collector();
    private final SdkMeterProvider meters = SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.builder(collector)
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build();

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void call_of_a_model_is_measured_in_duration_and_tokens() throws IOException {
        try (Application app = measured()) {
            TracedCall call = app.call(
                    "ask",
                    it -> with(Span.current(), CALL)
                            .setAttribute("gen_ai.usage.input_tokens", 70)
                            .setAttribute("gen_ai.usage.output_tokens", 9)
                            .setAttribute("gen_ai.usage.cache_read.input_tokens", 50));

            HistogramPointData took = point("gen_ai.client.operation.duration", CALL);
            assertThat(call.isClaimed()).isTrue();
            assertThat(took.getCount()).isOne();
            assertThat(took.getSum()).isEqualTo(seconds(app, "ask"));
            assertThat(metric("gen_ai.client.operation.duration").getUnit()).isEqualTo("s");
            assertThat(metric("gen_ai.client.token.usage").getUnit()).isEqualTo("{token}");
            assertThat(tokens("input").getSum()).isEqualTo(70);
            assertThat(tokens("output").getSum()).isEqualTo(9);
            assertThat(names()).doesNotContain("gen_ai.client.operation.time_to_first_chunk");
        }
    }

    private static double seconds(Application app, String name) {
        return (app.onMesh(name).getEndEpochNanos() - app.onMesh(name).getStartEpochNanos()) / 1e9;
    }

    @Test
    void streamed_answer_has_its_time_to_the_first_chunk() throws IOException {
        try (Application app = measured()) {
            app.call("ask", it -> with(Span.current(), CALL).setAttribute("gen_ai.response.time_to_first_chunk", 0.25));

            assertThat(point("gen_ai.client.operation.time_to_first_chunk", CALL)
                            .getSum())
                    .isEqualTo(0.25);
            assertThat(metric("gen_ai.client.operation.time_to_first_chunk").getUnit())
                    .isEqualTo("s");
        }
    }

    @Test
    void failed_call_has_its_error_in_the_duration_only() throws IOException {
        try (Application app = measured()) {
            app.call(
                    "ask",
                    it -> with(Span.current(), CALL)
                            .setAttribute("gen_ai.usage.input_tokens", 70)
                            .setAttribute("error.type", "java.io.IOException"));

            Attributes failed =
                    CALL.toBuilder().put("error.type", "java.io.IOException").build();
            assertThat(point("gen_ai.client.operation.duration", failed).getCount())
                    .isOne();
            assertThat(tokens("input").getCount()).isOne();
        }
    }

    @Test
    void call_without_token_counts_reports_no_usage_and_one_that_is_no_models_nothing() throws IOException {
        try (Application app = measured()) {
            app.call("ask", it -> with(Span.current(), CALL));
            app.call(
                    "search",
                    it -> Span.current()
                            .setAttribute("gen_ai.operation.name", "retrieval")
                            .setAttribute("gen_ai.usage.input_tokens", 1));
            app.call("step", it -> Span.current().setAttribute("gen_ai.usage.input_tokens", 1));

            assertThat(names()).containsExactly("gen_ai.client.operation.duration");
            assertThat(metric("gen_ai.client.operation.duration")
                            .getHistogramData()
                            .getPoints())
                    .hasSize(1);
        }
    }

    /** What the calls of a kind have in common is made with the first of them. */
    @Test
    void calls_are_counted_together_where_all_that_tells_them_apart_is_the_same() throws IOException {
        List<Attributes> others = List.of(
                CALL.toBuilder().put("gen_ai.operation.name", "text_completion").build(),
                CALL.toBuilder().put("gen_ai.provider.name", "azure.ai.openai").build(),
                CALL.toBuilder().put("gen_ai.request.model", "gpt-4o").build(),
                CALL.toBuilder()
                        .put("gen_ai.response.model", "gpt-4o-2024-11-20")
                        .build(),
                CALL.toBuilder().put("server.address", "models.example").build(),
                CALL.toBuilder().put("server.port", 8443).build());
        try (Application app = measured()) {
            app.call("ask", it -> with(Span.current(), CALL).setAttribute("gen_ai.usage.input_tokens", 70));
            others.forEach(other -> app.call("ask", it -> with(Span.current(), other)));
            app.call("ask", it -> with(Span.current(), CALL).setAttribute("gen_ai.usage.input_tokens", 5));

            assertThat(point("gen_ai.client.operation.duration", CALL).getCount())
                    .isEqualTo(2);
            assertThat(tokens("input").getSum()).isEqualTo(75);
            assertThat(others)
                    .allSatisfy(other -> assertThat(point("gen_ai.client.operation.duration", other)
                                    .getCount())
                            .isOne());
        }
    }

    @Test
    void call_that_no_processor_saw_is_measured_too() throws IOException {
        try (Application app = measured()) {
            app.runtime.unclaimed(new UnclaimedCall(
                    new TracedCall("", Importance.STANDARD, Session.generated()),
                    SpanContext.create(
                            "0af7651916cd43dd8448eb211c80319c",
                            "b7ad6b7169203331",
                            TraceFlags.getSampled(),
                            TraceState.getDefault()),
                    SpanContext.getInvalid(),
                    "chat",
                    SpanKind.CLIENT,
                    1_000_000_000L,
                    1_500_000_000L,
                    CALL.toBuilder().put("gen_ai.usage.output_tokens", 3).build(),
                    true,
                    Baggage.empty(),
                    null));

            assertThat(point("gen_ai.client.operation.duration", CALL).getSum()).isEqualTo(0.5);
            assertThat(tokens("output").getSum()).isEqualTo(3);
        }
    }

    @Test
    void call_that_sampling_leaves_out_is_measured() throws IOException {
        try (Application app =
                measured("honeyhive.sampling.strategy", "tiered", "honeyhive.sampling.rate.standard", "0")) {
            app.call("ask", it -> with(Span.current(), CALL));

            assertThat(point("gen_ai.client.operation.duration", CALL).getCount())
                    .isOne();
            assertThat(app.received().events()).isEmpty();
        }
    }

    @Test
    void span_of_an_instrumentor_is_measured_only_where_the_configuration_names_its_scope() throws IOException {
        Consumer<Application> instrumentor = app -> {
            with(app.sdk.get("com.example.client").spanBuilder("chat").startSpan(), CALL)
                    .end();
            with(app.sdk.get("com.other.client").spanBuilder("chat").startSpan(), CALL)
                    .end();
        };
        try (Application app = measured()) {
            instrumentor.accept(app);
            assertThat(names()).isEmpty();
        }
        try (Application app = measured("honeyhive.metrics.instrumentors", "com.none, com.example.*")) {
            instrumentor.accept(app);
            assertThat(point("gen_ai.client.operation.duration", CALL).getCount())
                    .isOne();
        }
    }

    @Test
    void former_name_of_the_provider_counts() throws IOException {
        try (Application app = measured("honeyhive.metrics.instrumentors", "*")) {
            app.span(
                    "chat",
                    (Span span) ->
                            span.setAttribute("gen_ai.operation.name", "chat").setAttribute("gen_ai.system", "openai"));

            assertThat(point(
                                    "gen_ai.client.operation.duration",
                                    Attributes.of(
                                            AttributeKey.stringKey("gen_ai.operation.name"),
                                            "chat",
                                            AttributeKey.stringKey("gen_ai.provider.name"),
                                            "openai"))
                            .getCount())
                    .isOne();
        }
    }

    @Test
    void nothing_is_measured_where_the_configuration_says_so() throws IOException {
        try (Application app = measured("honeyhive.metrics.gen-ai", "false")) {
            app.call("ask", it -> with(Span.current(), CALL));

            assertThat(names()).isEmpty();
            assertThat(app.received().names()).containsExactly("ask");
        }
    }

    @Test
    void meter_that_fails_or_does_nothing_costs_no_event() throws IOException {
        try (Application app = new Application()) {
            app.runtime.measure(MeterProvider.noop().get("noop"));
            app.call("first", it -> with(Span.current(), CALL));
            app.runtime.measure(failing());
            app.call("second", it -> with(Span.current(), CALL));

            assertThat(app.received().names()).containsExactly("first", "second");
        }
    }

    /** Where the API can, the buckets are those of the conventions; OpenTelemetry 1.29 cannot, and 1.32 can. */
    @Test
    void buckets_are_those_of_the_conventions_where_the_api_can() throws IOException {
        boolean can = Arrays.stream(DoubleHistogramBuilder.class.getMethods())
                .anyMatch(method -> method.getName().equals("setExplicitBucketBoundariesAdvice"));
        try (Application app = measured()) {
            app.call(
                    "ask",
                    it -> with(Span.current(), CALL)
                            .setAttribute("gen_ai.usage.input_tokens", 70)
                            .setAttribute("gen_ai.response.time_to_first_chunk", 0.25));

            List<Double> seconds =
                    List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
            List<Double> tokens = List.of(
                    1.0,
                    4.0,
                    16.0,
                    64.0,
                    256.0,
                    1024.0,
                    4096.0,
                    16384.0,
                    65536.0,
                    262144.0,
                    1048576.0,
                    4194304.0,
                    16777216.0,
                    67108864.0);
            List<Double> defaults =
                    point("gen_ai.client.operation.duration", CALL).getBoundaries();
            assertThat(defaults.equals(seconds)).isEqualTo(can);
            assertThat(point("gen_ai.client.operation.time_to_first_chunk", CALL)
                            .getBoundaries()
                            .equals(seconds))
                    .isEqualTo(can);
            assertThat(tokens("input").getBoundaries().equals(tokens)).isEqualTo(can);
        }
    }

    private Application measured(String... keysAndValues) throws IOException {
        Application app = new Application(keysAndValues);
        app.runtime.measure(meters.get("test"));
        return app;
    }

    private static Span with(Span span, Attributes attributes) {
        return span.setAllAttributes(attributes);
    }

    private static Meter failing() {
        return (Meter) java.lang.reflect.Proxy.newProxyInstance(
                Meter.class.getClassLoader(), new Class<?>[] {Meter.class}, (proxy, method, arguments) -> {
                    Object real = method.invoke(MeterProvider.noop().get("x"), arguments);
                    return method.getName().equals("histogramBuilder") ? failingBuilder(real) : real;
                });
    }

    /** Builds instruments that throw. */
    private static Object failingBuilder(Object real) {
        return java.lang.reflect.Proxy.newProxyInstance(
                Meter.class.getClassLoader(), real.getClass().getInterfaces(), (proxy, method, arguments) -> {
                    if (method.getName().equals("build")) {
                        return java.lang.reflect.Proxy.newProxyInstance(
                                Meter.class.getClassLoader(),
                                new Class<?>[] {method.getReturnType()},
                                (instrument, record, values) -> {
                                    throw new IllegalStateException("this meter fails");
                                });
                    }
                    return method.getName().equals("ofLongs") ? method.invoke(real) : proxy;
                });
    }

    private HistogramPointData tokens(String type) {
        return point(
                "gen_ai.client.token.usage",
                CALL.toBuilder().put("gen_ai.token.type", type).build());
    }

    private HistogramPointData point(String metric, Attributes attributes) {
        return metric(metric).getHistogramData().getPoints().stream()
                .filter(point -> point.getAttributes().equals(attributes))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no point " + attributes + " in " + metric(metric)));
    }

    private MetricData metric(String name) {
        return collect().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    private List<String> names() {
        return collect().stream().map(MetricData::getName).toList();
    }

    private List<MetricData> collect() {
        collector.collected.clear();
        meters.forceFlush().join(10, TimeUnit.SECONDS);
        return collector.collected;
    }

    private static final class Collector implements MetricExporter {

        final List<MetricData> collected = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            collected.addAll(metrics);
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

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }
    }
}
