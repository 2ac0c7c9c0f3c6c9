/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ItemTimesTest {

    /** The example of the nearest-rank method at en.wikipedia.org/wiki/Percentile: 15, 20, 35, 40, 50. */
    @Test
    void percentile_isTheNearestRank() {
        long[] sorted = {15, 20, 35, 40, 50};

        assertThat(ItemTimes.percentile(sorted, 5)).isEqualTo(Duration.ofNanos(15));
        assertThat(ItemTimes.percentile(sorted, 30)).isEqualTo(Duration.ofNanos(20));
        assertThat(ItemTimes.percentile(sorted, 40)).isEqualTo(Duration.ofNanos(20));
        assertThat(ItemTimes.percentile(sorted, 50)).isEqualTo(Duration.ofNanos(35));
        assertThat(ItemTimes.percentile(sorted, 100)).isEqualTo(Duration.ofNanos(50));
        assertThat(ItemTimes.percentile(new long[0], 50)).isNull();
    }

    @Test
    void sample_isBounded_andOfAllTimes() {
        ItemTimes times = new ItemTimes();
        for (int i = 0; i < 100_000; i++) {
            times.add(i);
        }

        long[] sorted = times.sorted();
        assertThat(sorted).hasSize(ItemTimes.MOST);
        // The rank of the median of 1,024 of them has a standard deviation of 1.6 %: this is more than six of them.
        assertThat(ItemTimes.percentile(sorted, 50).toNanos()).isBetween(40_000L, 60_000L);
    }
}
