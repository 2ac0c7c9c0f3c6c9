/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A token and what is known of its life. */
final class VaultToken {

    private static final Duration NEVER = Duration.ofDays(1);

    private final String token;
    private final boolean renewable;
    private final boolean endless;
    private final long expiresAt;
    private final long careAt;

    private VaultToken(String token, boolean renewable, boolean endless, long expiresAt, long careAt) {
        this.token = token;
        this.renewable = renewable;
        this.endless = endless;
        this.expiresAt = expiresAt;
        this.careAt = careAt;
    }

    /**
     * @param seconds what is left of its life, 0 for one without an end
     * @param renewable whether it can be renewed at all
     * @param capped whether the last renewal gave less than usual: the maximum is near, and only a login helps
     */
    static VaultToken of(String token, long seconds, boolean renewable, boolean capped) {
        long now = System.nanoTime();
        long left = Duration.ofSeconds(seconds).toNanos();
        // Two thirds of what is left, give or take a tenth.
        double share = 2.0 / 3 * (0.9 + 0.2 * ThreadLocalRandom.current().nextDouble());
        return new VaultToken(token, renewable && !capped, seconds == 0, now + left, now + (long) (left * share));
    }

    String reveal() {
        return token;
    }

    /** Whether care means renewing it; a login otherwise. */
    boolean renewable() {
        return renewable;
    }

    boolean needsCare() {
        return !endless && System.nanoTime() - careAt >= 0;
    }

    boolean expired() {
        return !endless && System.nanoTime() - expiresAt >= 0;
    }

    Duration untilCare() {
        return endless ? NEVER : Duration.ofNanos(Math.max(0, careAt - System.nanoTime()));
    }

    /** Soon, but not at once, and well before its end. */
    Duration untilRetry() {
        long left = Math.max(0, expiresAt - System.nanoTime());
        return Duration.ofNanos(Math.max(
                Duration.ofMillis(200).toNanos(),
                Math.min(left / 4, Duration.ofSeconds(10).toNanos())));
    }

    @Override
    public String toString() {
        return "VaultToken[****]";
    }
}
