/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.output;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.present;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.BuiltIn.quality;

import ai.honeyhive.microprofile.evaluation.EmbeddingModel;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Meaning by vectors: a·b / (|a|·|b|), below 0 taken as 0; the best over the texts compared with. */
final class EmbeddingEvaluators {

    private EmbeddingEvaluators() {}

    static List<BuiltIn> all(EmbeddingModel model) {
        return List.of(
                quality(
                        "embedding-similarity",
                        Set.of(Input.OUTPUT, Input.EXPECTED),
                        settings -> sample -> nearest(model, output(sample), sample.expected())),
                quality(
                        "embedding-relevance",
                        Set.of(Input.OUTPUT, Input.QUESTION),
                        settings -> sample -> nearest(model, output(sample), List.of(present(sample.question())))),
                quality(
                        "context-relevance",
                        Set.of(Input.QUESTION, Input.CONTEXTS),
                        settings -> sample -> nearest(model, present(sample.question()), sample.contexts())));
    }

    private static Evaluation nearest(EmbeddingModel model, String text, List<String> others) {
        List<String> texts = new ArrayList<>(others);
        texts.add(0, text);
        List<float[]> vectors = model.embed(texts);
        if (vectors.size() != texts.size()) {
            throw new IllegalStateException(
                    "the embedding model gave " + vectors.size() + " vectors for " + texts.size() + " texts");
        }
        double best = -1;
        for (int i = 1; i < vectors.size(); i++) {
            best = Math.max(best, cosine(vectors.get(0), vectors.get(i)));
        }
        return Double.isNaN(best)
                ? Evaluation.abstain("a vector has length 0")
                : Evaluation.scored(Math.max(0, best)).withDetail("cosine", best);
    }

    private static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalStateException(
                    "the embedding model gave vectors of " + a.length + " and " + b.length + " dimensions");
        }
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            left += (double) a[i] * a[i];
            right += (double) b[i] * b[i];
        }
        return Math.max(-1, Math.min(1, product / Math.sqrt(left * right)));
    }
}
