/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the examples of OpenTelemetry's specification of probability sampling: the threshold of 50 % is {@code th:8}. */
class TraceShareTest {

    private static SpanContext span(String lastDigits, String state) {
        TraceState traceState = state == null
                ? TraceState.getDefault()
                : TraceState.builder().put("ot", state).build();
        return SpanContext.create(
                "0af7651916cd43dd84" + lastDigits, "b7ad6b7169203331", TraceFlags.getSampled(), traceState);
    }

    @ParameterizedTest
    @CsvSource({
        "80000000000000, 0.5, true",
        "7fffffffffffff, 0.5, false",
        "f3333333333400, 0.05, true",
        "f3333333333000, 0.05, false",
        "00000000000000, 1, true",
        "ffffffffffffff, 0, false"
    })
    void last_56_bits_of_the_trace_id_decide(String digits, double share, boolean among) {
        assertThat(TraceShare.includes(span(digits, null), share)).isEqualTo(among);
        assertThat(TraceShare.includes("0af7651916cd43dd84" + digits, share)).isEqualTo(among);
    }

    @ParameterizedTest
    @CsvSource({
        "rv:80000000000000, true",
        "th:c;rv:ffffffffffffff, true",
        "rv:7fffffffffffff;th:8, false",
        "rv:7FFFFFFFFFFFFF, false",
        "rv:8, true",
        "rv:zzzzzzzzzzzzzz, false",
        "th:8, true"
    })
    void explicit_randomness_of_the_trace_state_beats_the_id_if_it_is_whole(String state, boolean among) {
        // By its id the trace is among the half. A value of the right length that is no number decides against it.
        assertThat(TraceShare.includes(span("ffffffffffffff", state), 0.5)).isEqualTo(among);
    }

    @Test
    void trace_with_randomness_of_its_own_is_chosen_against_its_id() {
        assertThat(TraceShare.includes(span("00000000000000", "rv:ffffffffffffff"), 0.01))
                .isTrue();
    }
}
