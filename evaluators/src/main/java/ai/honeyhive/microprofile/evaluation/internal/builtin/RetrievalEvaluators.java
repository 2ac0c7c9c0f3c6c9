/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.present;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.quality;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.internal.retrieval.Ranking;
import java.util.List;
import java.util.Set;

/** Ranked lists against judgements. Over many samples, the mean of average-precision is MAP, of reciprocal-rank MRR. */
final class RetrievalEvaluators {

    private static final int ALL = Integer.MAX_VALUE;

    private interface Measure {
        double of(Ranking ranking, int k);
    }

    private RetrievalEvaluators() {}

    static List<BuiltIn> all() {
        return List.of(
                measure("precision-at-k", 10, Ranking::precision),
                measure("recall-at-k", 10, Ranking::recall),
                measure("success-at-k", 10, (ranking, k) -> ranking.hits(k) > 0 ? 1 : 0),
                measure("average-precision", ALL, Ranking::averagePrecision),
                measure("ndcg", ALL, Ranking::ndcg),
                measure("reciprocal-rank", ALL, (ranking, k) -> ranking.reciprocalRank()));
    }

    private static BuiltIn measure(String name, int byDefault, Measure measure) {
        return quality(name, Set.of(Input.RETRIEVED, Input.RELEVANCE), settings -> {
            int k = name.equals("reciprocal-rank") ? ALL : settings.integer("k", byDefault, 1, ALL);
            return sample -> {
                Ranking ranking = new Ranking(present(sample.retrieved()), sample.relevance());
                return ranking.relevant() == 0
                        ? Evaluation.abstain("no document is relevant")
                        : Evaluation.scored(measure.of(ranking, k)).withDetail("relevant", ranking.relevant());
            };
        });
    }
}
