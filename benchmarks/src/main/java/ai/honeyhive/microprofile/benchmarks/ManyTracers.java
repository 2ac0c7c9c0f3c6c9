/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a call of a named tracer costs that is alone, and one among sixteen that have all been used. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManyTracers {

    private static final String MEASURED = "p7";

    /** An application with some tracers. */
    public abstract static class Named extends TracedCalls.Running {

        void startWith(int first, int last) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "otel.traces.sampler",
                    "always_on",
                    "honeyhive.traced." + TracedBean.class.getName() + "/answer/tracer",
                    MEASURED));
            for (int i = first; i <= last; i++) {
                settings.put("honeyhive.tracer.p" + i + ".api-key", "hh_0123456789abcdef" + i);
            }
            tracer = MEASURED;
            start(settings);
            for (int i = first; i <= last; i++) {
                application.use("p" + i);
            }
        }
    }

    /** One. */
    @State(Scope.Benchmark)
    public static class One extends Named {

        @Setup
        public void start() {
            startWith(7, 7);
        }

        @TearDown
        public void stop() {
            stopComplete();
        }
    }

    /** Sixteen. */
    @State(Scope.Benchmark)
    public static class Sixteen extends Named {

        @Setup
        public void start() {
            startWith(0, 15);
        }

        @TearDown
        public void stop() {
            stopComplete();
        }
    }

    @Benchmark
    public String tracedOfOneTracer(One state) {
        state.letExporterCatchUp();
        return state.application.bean().answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }

    @Benchmark
    public String tracedOfSixteenTracers(Sixteen state) {
        state.letExporterCatchUp();
        return state.application.bean().answer(Payload.QUESTION, Payload.MAX_TOKENS);
    }
}
