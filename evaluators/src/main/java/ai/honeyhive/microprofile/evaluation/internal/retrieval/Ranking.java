/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.retrieval;

import java.util.List;
import java.util.Map;

/**
 * A ranked list against judgements, measured as trec_eval 9 does: a document without a judgement is not relevant, one is
 * relevant from grade 1, and the number of relevant documents is that of the judgements, found or not.
 */
public final class Ranking {

    private final int[] grades;
    private final int[] ideal;

    public Ranking(List<String> ids, Map<String, Integer> relevance) {
        this.grades = ids.stream()
                .mapToInt(id -> Math.max(0, relevance.getOrDefault(id, 0)))
                .toArray();
        this.ideal = relevance.values().stream()
                .mapToInt(Integer::intValue)
                .filter(grade -> grade > 0)
                .map(grade -> -grade)
                .sorted()
                .map(grade -> -grade)
                .toArray();
    }

    /** How many documents are relevant, found or not. */
    public int relevant() {
        return ideal.length;
    }

    /** How many of the first k are relevant. */
    public int hits(int k) {
        int hits = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            hits += grades[i] > 0 ? 1 : 0;
        }
        return hits;
    }

    /** Hits over k, also where fewer than k were found. */
    public double precision(int k) {
        return (double) hits(k) / k;
    }

    /** Hits over all relevant documents. */
    public double recall(int k) {
        return (double) hits(k) / relevant();
    }

    /** The mean over all relevant documents of the precision at their place, 0 for those not among the first k. */
    public double averagePrecision(int k) {
        double sum = 0;
        int hits = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            if (grades[i] > 0) {
                hits++;
                sum += (double) hits / (i + 1);
            }
        }
        return sum / relevant();
    }

    /** One over the place of the first hit; 0 without a hit. */
    public double reciprocalRank() {
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    /** Σ grade / log2(place + 1) over the first k, over the same sum of the best order there is. */
    public double ndcg(int k) {
        return gain(grades, k) / gain(ideal, k);
    }

    private static double gain(int[] grades, int k) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            sum += grades[i] * Math.log(2) / Math.log(i + 2.0);
        }
        return sum;
    }
}
