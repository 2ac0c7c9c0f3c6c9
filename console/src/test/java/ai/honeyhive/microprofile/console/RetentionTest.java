/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds are looked at when the console starts, so a restart with smaller ones shows them at work. */
class RetentionTest {
    private static final long PLENTY = Long.MAX_VALUE / 4;

    private static void fill(Path directory, int spans) {
        try (RunningConsole console = RunningConsole.in(directory)) {
            for (int i = 1; i <= spans; i++) {
                Span.Builder span = Spans.chain(String.format("%016x", i), "span " + i);
                console.send(Spans.request(Spans.with(span, "honeyhive_inputs.q", "x".repeat(10_000))));
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for the bounds").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void aboveTheSize_theOldestGoesAndTheSessionStays(@TempDir Path directory) {
        fill(directory, 20);

        try (RunningConsole console = RunningConsole.bounded(directory, Duration.ofDays(1), 200_000)) {
            await(() -> console.read("/api/spans").path("spans").size() < 20);

            assertThat(console.read("/api/spans").findValuesAsText("name"))
                    .contains("span 20")
                    .doesNotContain("span 1");
            assertThat(console.read("/api/sessions/" + Spans.SESSION)
                            .path("orphan")
                            .asBoolean())
                    .isFalse();
            assertThat(console.read("/api/sessions/" + Spans.SESSION)
                            .path("warnings")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void aboveTheAge_everythingGoes(@TempDir Path directory) {
        fill(directory, 2);

        try (RunningConsole console = RunningConsole.bounded(directory, Duration.ZERO, PLENTY)) {
            await(() -> console.read("/api/health").at("/counts/sessions").asInt() == 0);

            assertThat(console.read("/api/health").at("/counts/events").asInt()).isZero();
        }
    }

    @Test
    void withinTheBounds_everythingStays(@TempDir Path directory) {
        fill(directory, 2);

        try (RunningConsole console = RunningConsole.bounded(directory, Duration.ofDays(1), PLENTY)) {
            assertThat(console.read("/api/health").at("/counts/spans").asInt()).isEqualTo(2);
        }
    }
}
