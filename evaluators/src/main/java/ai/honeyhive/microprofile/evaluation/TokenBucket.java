/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/**
 * A token bucket that hands out reservations instead of blocking: after a burst, one token each interval. Kept as one
 * number, the time at which the bucket is full again (the generic cell rate algorithm, ITU-T I.371). Thread-safe.
 */
final class TokenBucket {

    private final long interval;
    private final long burst;
    private boolean used;
    private long full;

    TokenBucket(double perSecond, int burst) {
        this.interval = Math.max(1, Math.round(1e9 / perSecond));
        this.burst = interval * burst;
    }

    /**
     * Takes a token, perhaps one of the future.
     *
     * @return how long to wait for it in nanoseconds; -1, and none is taken, if that is longer than one wants to wait
     */
    synchronized long reserve(long now, long longestWait) {
        long base = used && full - now > 0 ? full : now;
        long wait = Math.max(0, base + interval - now - burst);
        if (wait > longestWait) {
            return -1;
        }
        used = true;
        full = base + interval;
        return wait;
    }
}
