/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline says about a sample.
 *
 * @param overall the aggregate; its name is the pipeline's
 * @param parts one evaluation per evaluator, in the order in which they were added, whatever the order of completion
 */
public record PipelineResult(Evaluation overall, List<Evaluation> parts) {

    public PipelineResult {
        parts = List.copyOf(parts);
    }

    /** The evaluation by an evaluator's name. */
    public Optional<Evaluation> part(String name) {
        return parts.stream()
                .filter(part -> part.provenance().evaluator().equals(name))
                .findFirst();
    }

    /**
     * The scores and labels by name, as HoneyHive keeps metrics: the score (or else the label) under the evaluator's
     * name, the explanation under {@code <name>_explanation}; the aggregate under the pipeline's name. What was not
     * judged has no entry.
     */
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        parts.forEach(part -> put(metrics, part));
        put(metrics, overall);
        return metrics;
    }

    private static void put(Map<String, Object> metrics, Evaluation evaluation) {
        String name = evaluation.provenance().evaluator();
        if (!evaluation.status().isJudged()) {
            return;
        }
        if (evaluation.score().isPresent()) {
            metrics.put(name, evaluation.score().getAsDouble());
        } else if (evaluation.label() != null) {
            metrics.put(name, evaluation.label());
        }
        if (evaluation.explanation() != null) {
            metrics.put(name + "_explanation", evaluation.explanation());
        }
    }
}
