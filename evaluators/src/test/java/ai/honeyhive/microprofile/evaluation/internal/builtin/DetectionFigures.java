/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.internal.text.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many of Presidio's test cases our detectors decide as Presidio's authors do. */
public final class DetectionFigures {

    /**
     * Of one kind of data.
     *
     * @param found texts with a finding that should have one
     * @param missed texts without one that should have one
     * @param wrong texts with one that should have none
     * @param clean texts without one that should have none
     */
    public record Figures(String kind, int found, int missed, int wrong, int clean) {
        public double precision() {
            return (double) found / (found + wrong);
        }

        public double recall() {
            return (double) found / (found + missed);
        }
    }

    private DetectionFigures() {}

    public static List<Figures> all() {
        List<Figures> all = new ArrayList<>();
        for (String kind : List.of("email", "card", "iban", "ssn")) {
            int[] counts = new int[4];
            for (Map<String, Object> row : Reference.rows("presidio.jsonl")) {
                if (row.get("kind").equals(kind)) {
                    boolean should = ((BigDecimal) row.get("found")).signum() > 0;
                    boolean does = SafetyEvaluators.findings((String) row.get("text")).stream()
                            .anyMatch(finding -> finding.kind().equals(kind));
                    counts[(should ? 0 : 2) + (should == does ? 0 : 1)]++;
                }
            }
            all.add(new Figures(kind, counts[0], counts[1], counts[3], counts[2]));
        }
        return all;
    }
}
