/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/**
 * Makes evaluators of one kind from settings, so that configuration can name them. Found by {@link
 * java.util.ServiceLoader}, or added by {@link Evaluators#with(EvaluatorFactory)}. Must be thread-safe.
 */
public interface EvaluatorFactory {

    /** The name by which configuration asks for it: lower case, with hyphens. */
    String name();

    /**
     * Makes an evaluator of this name.
     *
     * @param settings read each setting through it; what was not read is refused as unknown afterwards
     * @throws IllegalArgumentException for settings that make no sense
     */
    Evaluator create(EvaluatorSettings settings);
}
