/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The running percentiles of the operations of a tracer, for as many of them as were used last. An operation that comes back
 * after its place was taken begins anew. Guarded by the sampler.
 */
final class SlowOperations {

    /** A KB each: where names are made of ids, the percentile says nothing, and must not fill the memory. */
    static final int MOST = 500;

    private final double percent;
    private final Map<String, RunningPercentile> percentiles = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunningPercentile> eldest) {
            return size() > MOST;
        }
    };

    SlowOperations(double percent) {
        this.percent = percent;
    }

    /** Whether this took longer than the percentile of its operation so far; it is counted for the next one. */
    boolean isSlow(String operation, long nanos) {
        RunningPercentile percentile = percentiles.get(operation);
        if (percentile == null) {
            percentile = new RunningPercentile(percent);
            percentiles.put(operation, percentile);
        }
        return percentile.isAbove(nanos);
    }

    int operations() {
        return percentiles.size();
    }
}
