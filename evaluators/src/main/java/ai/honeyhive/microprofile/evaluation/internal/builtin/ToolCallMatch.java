/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.ToolCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * F1 over tool calls: 2·common / (made + expected). Common are calls with equal name (and arguments), each once, in any
 * order; or, ordered, the longest common subsequence. PASS at 1. No call where none is expected is right.
 */
final class ToolCallMatch {

    private ToolCallMatch() {}

    static Evaluation judge(List<ToolCall> made, List<ToolCall> expected, boolean arguments, boolean ordered) {
        if (made.isEmpty() && expected.isEmpty()) {
            return Evaluation.verdict(true);
        }
        List<Object> left = keys(made, arguments);
        List<Object> right = keys(expected, arguments);
        int common = ordered ? subsequence(left, right) : common(left, right);
        double f1 = 2.0 * common / (left.size() + right.size());
        return Evaluation.verdict(common == left.size() && common == right.size(), f1)
                .withDetail("precision", left.isEmpty() ? 0.0 : (double) common / left.size())
                .withDetail("recall", right.isEmpty() ? 0.0 : (double) common / right.size());
    }

    private static List<Object> keys(List<ToolCall> calls, boolean arguments) {
        List<Object> keys = new ArrayList<>();
        calls.forEach(call -> keys.add(arguments ? List.of(call.name(), normalized(call.arguments())) : call.name()));
        return keys;
    }

    /** 1, 1L, 1.0 and new BigDecimal("1.00") are one number. */
    private static @Nullable Object normalized(@Nullable Object value) {
        if (value instanceof Number number) {
            try {
                return new BigDecimal(number.toString()).stripTrailingZeros();
            } catch (NumberFormatException e) {
                return value;
            }
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new HashMap<>();
            map.forEach((key, element) -> copy.put(key, normalized(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(normalized(element)));
            return copy;
        }
        return value;
    }

    private static int common(List<Object> made, List<Object> expected) {
        List<Object> left = new ArrayList<>(expected);
        int common = 0;
        for (Object call : made) {
            common += left.remove(call) ? 1 : 0;
        }
        return common;
    }

    private static int subsequence(List<Object> made, List<Object> expected) {
        int[] row = new int[expected.size() + 1];
        for (Object call : made) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = call.equals(expected.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[expected.size()];
    }
}
