/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The same evaluator under another name. */
record RenamedEvaluator(String name, Evaluator evaluator) implements Evaluator {

    @Override
    public String version() {
        return evaluator.version();
    }

    @Override
    public Category category() {
        return evaluator.category();
    }

    @Override
    public Set<Input> needs() {
        return evaluator.needs();
    }

    @Override
    public boolean isMetered() {
        return evaluator.isMetered();
    }

    @Override
    public Optional<String> fingerprint() {
        return evaluator.fingerprint();
    }

    @Override
    public CompletionStage<Evaluation> evaluate(Sample sample) {
        return evaluator.evaluate(sample);
    }
}
