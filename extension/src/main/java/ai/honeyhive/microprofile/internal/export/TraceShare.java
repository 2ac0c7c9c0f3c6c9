/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;

/**
 * Chooses a share of the traces so that every process chooses the same ones, without talk. The rule is that of
 * OpenTelemetry's consistent probability sampling: W3C's trace context, level 2, says that the last seven bytes of a trace
 * id are random; a trace is chosen where that number is not below {@code (1 - share) * 2^56}. A smaller share is a part of
 * a greater one.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/">TraceState: probability
 *     sampling</a>
 */
public final class TraceShare {

    private static final int DIGITS = 14;
    private static final double RANGE = 1L << 56;
    private static final String RANDOM_VALUE = "rv:";

    private TraceShare() {}

    /** Whether a trace is among this share, by its id alone; an id that is none is not, unless all are. */
    public static boolean includes(String traceId, double share) {
        return share >= 1 || isAmong(traceId, share);
    }

    /** The same by the random value that the trace's state may carry, else by the id. */
    public static boolean includes(SpanContext span, double share) {
        return share >= 1 || isAmong(randomness(span), share);
    }

    /** Compares the last digits with those of the threshold; nearly always the first one of them decides. */
    private static boolean isAmong(String hex, double share) {
        long threshold = Math.round((1 - share) * RANGE);
        int start = hex.length() - DIGITS;
        if (start < 0 || threshold >= RANGE) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            int digit = Character.digit(hex.charAt(start + i), 16);
            int bound = (int) (threshold >>> (4 * (DIGITS - 1 - i))) & 0xF;
            if (digit != bound) {
                return digit > bound;
            }
        }
        return true;
    }

    private static String randomness(SpanContext span) {
        TraceState state = span.getTraceState();
        String fields = state.isEmpty() ? null : state.get("ot");
        if (fields != null) {
            for (String field : fields.split(";", -1)) {
                if (field.startsWith(RANDOM_VALUE) && field.length() == RANDOM_VALUE.length() + DIGITS) {
                    return field;
                }
            }
        }
        return span.getTraceId();
    }
}
