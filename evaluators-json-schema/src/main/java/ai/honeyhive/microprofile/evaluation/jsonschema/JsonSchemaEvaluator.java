/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.jsonschema;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PASS if the output is JSON that keeps to the schema; else FAIL with the first errors and their number. */
final class JsonSchemaEvaluator implements Evaluator {

    private static final int MOST_ERRORS = 3;

    /** As json-valid has it. */
    private static final Pattern FENCE =
            Pattern.compile("^\\s*```[a-zA-Z]*\\s*\\n(.*?)\\n?\\s*```\\s*$", Pattern.DOTALL);

    private final String name;
    private final Schema schema;
    private final boolean fences;

    JsonSchemaEvaluator(String name, Schema schema, boolean fences) {
        this.name = name;
        this.schema = schema;
        this.fences = fences;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Category category() {
        return Category.TECHNICAL;
    }

    @Override
    public Set<Input> needs() {
        return Set.of(Input.OUTPUT);
    }

    @Override
    public CompletionStage<Evaluation> evaluate(Sample sample) {
        String output = String.valueOf(sample.output());
        Matcher fenced = FENCE.matcher(output);
        List<String> errors = schema.errors(fences && fenced.matches() ? fenced.group(1) : output);
        Evaluation evaluation = Evaluation.verdict(errors.isEmpty());
        return CompletableFuture.completedFuture(
                errors.isEmpty()
                        ? evaluation
                        : evaluation
                                .withExplanation(
                                        String.join("; ", errors.subList(0, Math.min(MOST_ERRORS, errors.size()))))
                                .withDetail("errors", errors.size()));
    }
}
