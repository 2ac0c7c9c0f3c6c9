/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.examples.shared.Handbook;
import ai.honeyhive.microprofile.evaluation.EmbeddingModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Lends the model that searches to the evaluators: with such a bean there is {@code embedding-relevance}. */
@ApplicationScoped
public class Meaning implements EmbeddingModel {

    @Inject
    Handbook handbook;

    @Override
    public List<float[]> embed(List<String> texts) {
        return handbook.embed(texts);
    }
}
