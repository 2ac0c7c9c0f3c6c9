/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.internal.export.Account;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What {@code @LLMTraced} costs the caller, through everything: proxy, interceptor, span, processor, queue. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TracedCalls {

    /** Telemetry that samples nothing, a tracer that is switched off. */
    @State(Scope.Benchmark)
    public static class Inactive extends Running {

        @Setup
        public void start() {
            start(Map.of("otel.traces.sampler", "always_off", "honeyhive.enabled", "false"));
            Untouchable argument = new Untouchable();
            application.bean().ask(argument);
            argument.verify();
        }

        @TearDown
        public void stop() {
            application.close();
        }
    }

    /** Everything is sampled, no content is captured. */
    @State(Scope.Benchmark)
    public static class WithoutContent extends Running {

        @Setup
        public void start() {
            start(Map.of("otel.traces.sampler", "always_on", "honeyhive.capture.content", "none"));
        }

        @TearDown
        public void stop() {
            stopComplete();
        }
    }

    /** As configured by default. */
    @State(Scope.Benchmark)
    public static class WithContent extends Running {

        final List<Payload.ChatMessage> history = Payload.chatHistory();

        @Setup
        public void start() {
            start(Map.of("otel.traces.sampler", "always_on"));
        }

        @TearDown
        public void stop() {
            stopComplete();
        }
    }

    /** The server's telemetry is off: the record comes from the interceptor alone. */
    @State(Scope.Benchmark)
    public static class Fallback extends Running {

        @Setup
        public void start() {
            start(Map.of("otel.sdk.disabled", "true"));
        }

        @TearDown
        public void stop() {
            stopComplete();
        }
    }

    @Benchmark
    public String tracedInactive(Inactive state) {
        return state.application.bean().answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    @Benchmark
    public String tracedWithoutContent(WithoutContent state) {
        state.letExporterCatchUp();
        return state.application.bean().answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    @Benchmark
    public String tracedShortArguments(WithContent state) {
        state.letExporterCatchUp();
        return state.application.bean().answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    @Benchmark
    public String evaluatedNoneDue(WithContent state) {
        state.letExporterCatchUp();
        return state.application.bean().judged(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    @Benchmark
    public String tracedChatHistory(WithContent state) {
        state.letExporterCatchUp();
        return state.application.bean().chat(state.history);
    }

    @Benchmark
    public String tracedShortArgumentsTelemetryOff(Fallback state) {
        state.letExporterCatchUp();
        return state.application.bean().answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    /** An application whose calls are measured only while its exporter keeps up: a dropped record is a cheap one. */
    public abstract static class Running {

        private static final int CALLS_BETWEEN_LOOKS = 512;
        private static final long TOO_MANY_BYTES = 8 << 20;
        private static final long FEW_BYTES = 4 << 20;

        Application application;

        /** Whose exporter must keep up. */
        String tracer = "";

        private int calls;

        void start(Map<String, String> settings) {
            application = Application.start(System.getProperty("sink"), settings);
        }

        void letExporterCatchUp() {
            if (++calls % CALLS_BETWEEN_LOOKS == 0) {
                WorkerThreadProfiler.Excluded.run(this::waitForRoom);
            }
        }

        private void waitForRoom() {
            if (application.account(tracer).queuedBytes() > TOO_MANY_BYTES) {
                while (application.account(tracer).queuedBytes() > FEW_BYTES) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
        }

        void stopComplete() {
            application.flush();
            Account account = application.account(tracer);
            application.close();
            if (account.produced() == 0 || account.delivered() != account.produced()) {
                throw new IllegalStateException("Not every call was delivered: " + account.line());
            }
        }
    }

    /** An argument that notices when somebody looks at it. */
    public static final class Untouchable {

        private volatile boolean touched;

        public String getText() {
            touched = true;
            return "seen";
        }

        @Override
        public String toString() {
            touched = true;
            return "seen";
        }

        void verify() {
            if (touched) {
                throw new IllegalStateException("An inactive tracer has looked at an argument");
            }
        }
    }
}
