/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.EmbeddingModel;
import ai.honeyhive.microprofile.evaluation.EvaluatorFactory;
import java.util.ArrayList;
import java.util.List;

/** The catalogue. */
public final class BuiltIns {

    private BuiltIns() {}

    /** Those that need no model. */
    public static List<EvaluatorFactory> all() {
        List<EvaluatorFactory> all = new ArrayList<>();
        all.addAll(CallEvaluators.all());
        all.addAll(FormEvaluators.all());
        all.addAll(ReferenceEvaluators.all());
        all.addAll(SupportEvaluators.all());
        all.addAll(RetrievalEvaluators.all());
        all.addAll(StyleEvaluators.all());
        all.addAll(SafetyEvaluators.all());
        all.addAll(BusinessEvaluators.all());
        return all;
    }

    /** Those that need an embedding model. */
    public static List<EvaluatorFactory> embedding(EmbeddingModel model) {
        return List.copyOf(EmbeddingEvaluators.all(model));
    }
}
