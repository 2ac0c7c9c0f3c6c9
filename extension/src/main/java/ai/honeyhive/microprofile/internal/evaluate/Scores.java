/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Results as attributes of the event, by the rule that HoneyHive's SDKs share: the score under the name of the evaluator, the
 * explanation under {@code <name>_explanation}, whatever else there is under {@code <name>_<key>}. What was not judged has no score.
 */
final class Scores {

    private static final int LONGEST = 2_000;

    private Scores() {}

    /**
     * The attributes of a result.
     *
     * @param aggregate whether the evaluators make a pipeline that has a name, and so an aggregate
     */
    static Attributes of(PipelineResult result, boolean aggregate) {
        AttributesBuilder scores = Attributes.builder();
        StringJoiner missing = new StringJoiner("; ");
        for (Evaluation part : result.parts()) {
            put(scores, part, name(part));
            if (!part.status().isJudged()) {
                missing.add(name(part)
                        + ' '
                        + part.status()
                        + (part.explanation() == null ? "" : ": " + part.explanation()));
            }
        }
        Evaluation overall = result.overall();
        if (aggregate) {
            put(scores, overall, name(overall));
            scores.put(
                    HoneyHiveAttributes.METRICS + name(overall) + "_status",
                    overall.status().name().toLowerCase(Locale.ROOT));
        }
        if (missing.length() > 0) {
            scores.put(HoneyHiveAttributes.METADATA + name(overall) + "_not_judged", shortened(missing.toString()));
        }
        return scores.build();
    }

    private static void put(AttributesBuilder scores, Evaluation evaluation, String name) {
        if (!evaluation.status().isJudged()) {
            return;
        }
        String key = HoneyHiveAttributes.METRICS + name;
        if (evaluation.score().isPresent()) {
            scores.put(key, evaluation.score().getAsDouble());
        } else if (evaluation.label() != null) {
            scores.put(key, shortened(evaluation.label()));
        }
        if (evaluation.score().isPresent() && evaluation.label() != null) {
            scores.put(key + "_label", shortened(evaluation.label()));
        }
        if (evaluation.explanation() != null) {
            scores.put(key + "_explanation", shortened(evaluation.explanation()));
        }
        if (evaluation.status().isVerdict()) {
            scores.put(key + "_passed", evaluation.status() == Evaluation.Status.PASS);
        }
    }

    private static String name(Evaluation evaluation) {
        return evaluation.provenance().evaluator();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
