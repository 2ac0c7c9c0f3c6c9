/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.EvaluatorFactory;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A factory from a function that reads the settings and gives the function that judges. */
record BuiltIn(
        String name,
        Category category,
        Set<Input> needs,
        Function<EvaluatorSettings, Function<Sample, Evaluation>> make)
        implements EvaluatorFactory {

    static BuiltIn technical(
            String name, Set<Input> needs, Function<EvaluatorSettings, Function<Sample, Evaluation>> make) {
        return new BuiltIn(name, Category.TECHNICAL, needs, make);
    }

    static BuiltIn quality(
            String name, Set<Input> needs, Function<EvaluatorSettings, Function<Sample, Evaluation>> make) {
        return new BuiltIn(name, Category.QUALITY, needs, make);
    }

    static BuiltIn business(
            String name, Set<Input> needs, Function<EvaluatorSettings, Function<Sample, Evaluation>> make) {
        return new BuiltIn(name, Category.BUSINESS, needs, make);
    }

    @Override
    public Evaluator create(EvaluatorSettings settings) {
        return Evaluator.of(settings.evaluator(), category, needs, make.apply(settings));
    }

    /** What the pipeline has found to be there. */
    static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "called without what is needed");
    }

    static String output(Sample sample) {
        return present(sample.output());
    }
}
