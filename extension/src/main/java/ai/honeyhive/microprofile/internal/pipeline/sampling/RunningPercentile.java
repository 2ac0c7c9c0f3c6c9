/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

/**
 * A percentile of the durations of an operation, running: of a few thousand last ones, the older ones counting less. The
 * durations are counted in buckets whose bounds grow by a constant factor, so that the answer is never more than 5 % above
 * the true one, in 1 KB. Every time {@link #window} of them have been counted all counts are halved.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1908.10693">Masson, Rim, Lee: DDSketch, a fast and fully-mergeable quantile sketch
 *     with relative-error guarantees (2019): the buckets, section 2.1</a>
 */
final class RunningPercentile {

    private static final double ERROR = 0.05;

    /** The ratio of a bucket's bounds: its upper one is at most 5 % above anything in it. */
    private static final double LOG_GROWTH = Math.log1p(ERROR);

    /** From a microsecond to some hours. */
    private static final double SMALLEST_NANOS = 1_000;

    private static final int BUCKETS = 480;

    /** So many must have been slower before the percentile says anything: fewer are chance. */
    private static final int LEAST_BEYOND = 10;

    private static final int LEAST_WINDOW = 4_096;

    private final double share;
    private final int least;
    private final int window;
    private final short[] counts = new short[BUCKETS];
    private int total;

    /**
     * @param percent above 0 and below 100
     */
    RunningPercentile(double percent) {
        this.share = percent / 100;
        this.least = leastCount(percent);
        this.window = Math.min(Short.MAX_VALUE, Math.max(LEAST_WINDOW, 4 * least));
    }

    /** How many durations must be known before a percentile applies. */
    static int leastCount(double percent) {
        return (int) Math.ceil(LEAST_BEYOND / (1 - percent / 100) - 1e-9);
    }

    /** Whether a duration is above the percentile of those before it, which it is counted among afterwards. */
    boolean isAbove(long nanos) {
        int bucket = bucket(nanos);
        boolean above = total >= least && bucket > bucketOfPercentile();
        add(bucket);
        return above;
    }

    private void add(int bucket) {
        counts[bucket]++;
        if (++total >= window) {
            total = 0;
            int rest = 0;
            for (int i = 0; i < BUCKETS; i++) {
                // What is left of an odd count goes to the next one: thrown away, the thin upper end would vanish.
                int count = counts[i] + rest;
                rest = count & 1;
                counts[i] = (short) (count >> 1);
                total += counts[i];
            }
        }
    }

    private int bucketOfPercentile() {
        double wanted = share * total;
        int sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts[i];
            if (sum >= wanted) {
                return i;
            }
        }
        return BUCKETS;
    }

    private static int bucket(long nanos) {
        double bucket = Math.ceil(Math.log(nanos / SMALLEST_NANOS) / LOG_GROWTH);
        return (int) Math.max(0, Math.min(BUCKETS - 1, bucket));
    }
}
