/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time and allocated bytes per operation, of the benchmark's own threads only. On a busy machine wall time says how
 * busy it was; and the collector profiler of JMH counts what our exporter's thread allocates as well.
 */
public final class WorkerThreadProfiler implements InternalProfiler {

    static final String CPU = "worker.cpu";
    static final String ALLOCATED = "worker.alloc";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long cpuBefore;
    private long allocatedBefore;

    @Override
    public String getDescription() {
        return "CPU time and allocation of the benchmark threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        long[] workers = workers();
        Excluded.reset();
        cpuBefore = cpu(workers);
        allocatedBefore = allocated(workers);
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long[] workers = workers();
        double operations = Math.max(1, result.getMetadata().getAllOps());
        double cpu = cpu(workers) - cpuBefore - Excluded.cpuNanos();
        double allocated = allocated(workers) - allocatedBefore - Excluded.allocatedBytes();
        List<Result<?>> results = new ArrayList<>();
        results.add(new ScalarResult(CPU, cpu / operations, "ns/op", AggregationPolicy.AVG));
        results.add(new ScalarResult(ALLOCATED, allocated / operations, "B/op", AggregationPolicy.AVG));
        return results;
    }

    private static long[] workers() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains("-jmh-worker-"))
                .mapToLong(thread -> thread.getThreadId())
                .toArray();
    }

    private static long cpu(long[] threads) {
        return Arrays.stream(threads).map(THREADS::getThreadCpuTime).sum();
    }

    private static long allocated(long[] threads) {
        return Arrays.stream(threads).map(THREADS::getThreadAllocatedBytes).sum();
    }

    /** What a benchmark thread spent on waiting for the exporter to catch up, which is not the call's cost. */
    static final class Excluded {

        private static final LongAdder CPU_NANOS = new LongAdder();
        private static final LongAdder BYTES = new LongAdder();

        private Excluded() {}

        static void reset() {
            CPU_NANOS.reset();
            BYTES.reset();
        }

        static long cpuNanos() {
            return CPU_NANOS.sum();
        }

        static long allocatedBytes() {
            return BYTES.sum();
        }

        /** Runs something whose cost is not counted. Benchmarks here have one thread each. */
        static void run(Runnable waiting) {
            long thread = Thread.currentThread().getId();
            long cpuAtStart = THREADS.getThreadCpuTime(thread);
            long allocatedAtStart = THREADS.getThreadAllocatedBytes(thread);
            waiting.run();
            CPU_NANOS.add(THREADS.getThreadCpuTime(thread) - cpuAtStart);
            BYTES.add(THREADS.getThreadAllocatedBytes(thread) - allocatedAtStart);
        }
    }
}
