/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.export.TraceShare;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Arrival;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Surroundings;
import ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSampler;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to decide a trace of one span: its class, what it waits in, the decision to leave it out. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SamplingDecisions {

    /**
     * More parts of traces than the sampler remembers, in turn, with one and the same record: a caller has just made his, and
     * has it in the cache. All are left out: what is kept costs what an event costs.
     */
    @State(Scope.Thread)
    public static class Traces {

        private static final int COUNT = 20_480;
        private static final double STANDARD = 0.05;

        private static final Attributes ATTRIBUTES = Attributes.builder()
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", "openai")
                .put("gen_ai.request.model", "gpt-4o-mini")
                .put("gen_ai.usage.input_tokens", 12)
                .put("gen_ai.usage.output_tokens", 30)
                .put("code.function.name", "com.example.Assistant.answer")
                .build();
        private static final Attributes CONTENT = Attributes.builder()
                .put("honeyhive_inputs.question", Payload.QUESTION)
                .put("honeyhive_outputs.answer", Payload.ANSWER)
                .build();

        private final Arrival arrival = new Arrival(record(span()), List.of(), Importance.STANDARD, Baggage.empty());
        private final String[] parts = new String[COUNT];
        TraceSampler byClass = sampler(List.of());
        TraceSampler byRules = sampler(List.of(
                rule(SamplingConfig.Subject.BAGGAGE, "user.tier", "premium"),
                rule(SamplingConfig.Subject.ROUTE, "", "/health/.*"),
                rule(SamplingConfig.Subject.SPAN, "", "chat .*")));
        private int next;

        @Setup
        public void make() {
            for (int i = 0; i < COUNT; i++) {
                parts[i] = traceLeftOut();
            }
        }

        private static String traceLeftOut() {
            String id;
            do {
                id = IdGenerator.random().generateTraceId();
            } while (TraceShare.includes(id, STANDARD));
            return id;
        }

        private static SpanContext span() {
            return SpanContext.create(
                    traceLeftOut(),
                    IdGenerator.random().generateSpanId(),
                    TraceFlags.getSampled(),
                    TraceState.getDefault());
        }

        int decide(TraceSampler sampler) {
            int i = next;
            next = (next + 1) % COUNT;
            // A caller has just worked with its trace's id. Here that was fetched long ago, and is out of the cache.
            int touched = parts[next].hashCode();
            sampler.takeLast(parts[i], arrival);
            sampler.ended(parts[i]);
            return touched;
        }

        private static SamplingConfig.Rule rule(SamplingConfig.Subject subject, String key, String value) {
            return new SamplingConfig.Rule(
                    subject.name(),
                    "critical",
                    List.of(new SamplingConfig.Criterion(subject, key, Pattern.compile(value))));
        }

        private static TraceSampler sampler(List<SamplingConfig.Rule> rules) {
            SamplingConfig config = new SamplingConfig(
                    SamplingConfig.Strategy.TIERED,
                    Map.of("critical", 1.0, "important", 0.5, "standard", STANDARD),
                    rules,
                    true,
                    null,
                    null,
                    true,
                    null,
                    false,
                    16 << 20,
                    Duration.ofMinutes(1));
            return new TraceSampler(config, new Nobody(), System::nanoTime);
        }

        private static SpanRecord record(SpanContext span) {
            return new SpanRecord(
                    span,
                    SpanContext.getInvalid(),
                    "Assistant.answer",
                    SpanKind.INTERNAL,
                    0,
                    1_000_000,
                    ATTRIBUTES,
                    CONTENT,
                    List.of(),
                    List.of(),
                    StatusCode.UNSET,
                    "",
                    0,
                    new SpanRecord.Scope("benchmarks", "", ""),
                    Attributes.empty(),
                    false);
        }
    }

    /** Takes what is kept and what is not. */
    private static final class Nobody implements Surroundings {

        @Override
        public @Nullable String classify(Arrival arrival) {
            return null;
        }

        @Override
        public @Nullable Object ofRequest(SamplingConfig.Subject subject, String key) {
            return null;
        }

        @Override
        public boolean score(Arrival arrival, Consumer<Scored> back) {
            return false;
        }

        @Override
        public void keep(Arrival arrival) {}

        @Override
        public void drop(int count) {}
    }

    @Benchmark
    public int samplingDecision(Traces traces) {
        return traces.decide(traces.byClass);
    }

    @Benchmark
    public int samplingDecisionWithRules(Traces traces) {
        return traces.decide(traces.byRules);
    }
}
