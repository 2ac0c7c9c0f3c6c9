/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.DoubleSupplier;

/** How long to wait after failures in a row. Only the worker's thread uses it. */
final class Backoff {

    /** A server that asks for more than this is misconfigured or hostile: it is asked again after an hour. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final Duration initial;
    private final Duration longest;
    private final DoubleSupplier random;
    private int failures;

    /**
     * @param random numbers from 0 to 1
     */
    Backoff(ExportConfig config, DoubleSupplier random) {
        this.initial = config.retryInitial();
        this.longest = config.retryMax();
        this.random = random;
    }

    void succeeded() {
        failures = 0;
    }

    /** The pause after one more failure: twice the last one up to the longest, of which at least half is kept. */
    Duration next() {
        Duration doubled = longest;
        if (failures < Long.SIZE - Long.numberOfLeadingZeros(longest.toNanos() / Math.max(1, initial.toNanos()))) {
            doubled = initial.multipliedBy(1L << failures);
        }
        failures++;
        return jittered(doubled.compareTo(longest) < 0 ? doubled : longest);
    }

    /** The longest pause, for what only a change of configuration heals. */
    Duration longest() {
        return jittered(longest);
    }

    private Duration jittered(Duration pause) {
        return pause.dividedBy(2).plusNanos((long) ((double) pause.toNanos() / 2 * random.getAsDouble()));
    }

    /**
     * What a {@code Retry-After} header asks for, in seconds or as a date; zero for nothing usable. A little is added,
     * so that not all who were told the same come back at once.
     */
    Duration asked(String retryAfter, Instant now) {
        Duration asked = parse(retryAfter.strip(), now);
        if (asked.isNegative() || asked.isZero()) {
            return Duration.ZERO;
        }
        Duration bounded = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        long spread = Math.min(bounded.toNanos() / 10, initial.toNanos());
        return bounded.plusNanos((long) ((double) spread * random.getAsDouble()));
    }

    private static Duration parse(String text, Instant now) {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        if (text.chars().allMatch(character -> character >= '0' && character <= '9')) {
            return text.length() > 9 ? LONGEST_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(now, date.toInstant());
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
