/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The ready-made aggregations. None depends on the order of its parts. Those that need scores leave out parts without
 * one; those that need verdicts leave out parts without one (a score without a threshold); where nothing is left, they
 * abstain.
 */
public enum Aggregation implements Aggregator {
    /** Σ weight·score / Σ weight. */
    WEIGHTED_MEAN {
        @Override
        public Evaluation aggregate(List<Part> parts) {
            List<Part> scored = scored(parts);
            if (scored.isEmpty()) {
                return Evaluation.abstain("no part has a score");
            }
            double weights = sum(scored, Part::weight);
            double mean = sum(scored, part -> part.weight() / weights * score(part));
            return Evaluation.scored(mean).withExplanation(shares(scored));
        }
    },

    /** PASS with 1 if every verdict is PASS, else FAIL with 0. */
    ALL {
        @Override
        public Evaluation aggregate(List<Part> parts) {
            List<Part> verdicts = verdicts(parts);
            if (verdicts.isEmpty()) {
                return Evaluation.abstain(NO_VERDICT);
            }
            List<String> failed = names(verdicts, Evaluation.Status.FAIL);
            return Evaluation.verdict(failed.isEmpty())
                    .withExplanation(failed.isEmpty() ? "all passed" : "failed: " + String.join(", ", failed));
        }
    },

    /** PASS with 1 if at least one verdict is PASS, else FAIL with 0. */
    ANY {
        @Override
        public Evaluation aggregate(List<Part> parts) {
            List<Part> verdicts = verdicts(parts);
            if (verdicts.isEmpty()) {
                return Evaluation.abstain(NO_VERDICT);
            }
            List<String> passed = names(verdicts, Evaluation.Status.PASS);
            return Evaluation.verdict(!passed.isEmpty())
                    .withExplanation(passed.isEmpty() ? "none passed" : "passed: " + String.join(", ", passed));
        }
    },

    /** PASS if the verdicts PASS have more than half of the weight; the score is their share. A tie is no majority. */
    MAJORITY {
        @Override
        public Evaluation aggregate(List<Part> parts) {
            List<Part> verdicts = verdicts(parts);
            if (verdicts.isEmpty()) {
                return Evaluation.abstain(NO_VERDICT);
            }
            List<Part> passed = verdicts.stream()
                    .filter(part -> part.evaluation().status() == Evaluation.Status.PASS)
                    .toList();
            double share = sum(passed, Part::weight) / sum(verdicts, Part::weight);
            return Evaluation.verdict(share > 0.5 + 1e-12, share)
                    .withExplanation(passed.size() + " of " + verdicts.size() + " passed");
        }
    },

    /** The middle score, or the mean of the two middle ones. Weights do not matter. */
    MEDIAN {
        @Override
        public Evaluation aggregate(List<Part> parts) {
            double[] scores = scored(parts).stream()
                    .mapToDouble(Aggregation::score)
                    .sorted()
                    .toArray();
            if (scores.length == 0) {
                return Evaluation.abstain("no part has a score");
            }
            int middle = scores.length / 2;
            return Evaluation.scored(
                    scores.length % 2 == 1 ? scores[middle] : scores[middle - 1] / 2 + scores[middle] / 2);
        }
    },

    /** The lowest score. Weights do not matter. */
    MIN {
        @Override
        public Evaluation aggregate(List<Part> parts) {
            return scored(parts).stream()
                    .min(Comparator.comparingDouble(Aggregation::score).thenComparing(Part::name))
                    .map(part -> Evaluation.scored(score(part)).withExplanation("lowest: " + part.name()))
                    .orElseGet(() -> Evaluation.abstain("no part has a score"));
        }
    };

    private static final String NO_VERDICT = "no part has a verdict; set a threshold for those that only have a score";

    private static List<Part> scored(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.evaluation().score().isPresent())
                .sorted(Comparator.comparing(Part::name))
                .toList();
    }

    private static List<Part> verdicts(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.evaluation().status().isVerdict())
                .sorted(Comparator.comparing(Part::name))
                .toList();
    }

    private static List<String> names(List<Part> parts, Evaluation.Status status) {
        return parts.stream()
                .filter(part -> part.evaluation().status() == status)
                .map(Part::name)
                .toList();
    }

    private static double score(Part part) {
        return part.evaluation().score().orElseThrow();
    }

    private static double sum(List<Part> parts, ToDoubleFunction<Part> value) {
        double sum = 0;
        for (Part part : parts) {
            sum += value.applyAsDouble(part);
        }
        return sum;
    }

    private static String shares(List<Part> parts) {
        return String.join(
                ", ",
                parts.stream()
                        .map(part ->
                                String.format(Locale.ROOT, "%s %.3g × %.3g", part.name(), score(part), part.weight()))
                        .toList());
    }
}
