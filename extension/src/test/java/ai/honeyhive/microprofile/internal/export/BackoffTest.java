/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Backoff backoff(double random) {
        return new Backoff(
                Spans.export()
                        .retry(Duration.ofSeconds(1), Duration.ofSeconds(60))
                        .build(),
                () -> random);
    }

    private static List<Long> millis(Backoff backoff, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> backoff.next().toMillis())
                .toList();
    }

    @Test
    void pauses_doubleUpToTheLongest() {
        assertThat(millis(backoff(1), 9))
                .containsExactly(1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L, 60000L);
    }

    @Test
    void jitter_takesUpToHalf() {
        assertThat(millis(backoff(0), 3)).containsExactly(500L, 1000L, 2000L);
        assertThat(backoff(0).longest()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void success_startsOver() {
        Backoff backoff = backoff(1);
        backoff.next();
        backoff.next();
        backoff.succeeded();
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void manyFailures_stayAtTheLongest() {
        Backoff backoff = backoff(1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        }
    }

    /** RFC 9110, 10.2.3: seconds, or an HTTP date. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                                | 120",
                " 7                                 | 7",
                "0                                  | 0",
                "Sun, 01 Mar 2026 12:01:30 GMT      | 90",
                "Sun, 01 Mar 2026 11:59:59 GMT      | 0",
                "Fri, 31 Dec 9999 23:59:59 GMT      | 3600",
                "4000                               | 3600",
                "99999999999999999999999999         | 3600",
                "-5                                 | 0",
                "soon                               | 0",
                "''                                 | 0"
            })
    void retryAfter(String header, long seconds) {
        assertThat(backoff(0).asked(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void retryAfter_isSpreadAndNeverShortened() {
        assertThat(backoff(1).asked("5", NOW)).isEqualTo(Duration.ofMillis(5500));
        assertThat(backoff(1).asked("600", NOW)).isEqualTo(Duration.ofSeconds(601));
    }
}
