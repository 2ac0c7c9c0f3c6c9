/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.List;

/**
 * What a rubric judge judges by, after G-Eval (Liu et al., 2023): criteria and steps, a scale, and how to read a score
 * finer than the scale.
 *
 * @param criteria what is judged, in plain words
 * @param steps how to go about it; write them or have a model write them once, and keep them: a change is a new version
 * @param min the worst score, a whole number
 * @param max the best score
 * @param samples how often to ask; of several the mean counts, and the detail {@code spread} is their standard deviation
 * @param probabilities ask for a bare number, and weigh each score by the probability the model gives it
 * @param reference whether the first expected answer is shown, and needed
 */
public record Rubric(
        String criteria, List<String> steps, int min, int max, int samples, boolean probabilities, boolean reference) {

    public Rubric {
        steps = List.copyOf(steps);
        if (min >= max || max - min > 100) {
            throw new IllegalArgumentException("a scale goes up, by at most 100, not from " + min + " to " + max);
        }
        if (samples < 1 || samples > 100) {
            throw new IllegalArgumentException("1 to 100 samples, not " + samples);
        }
    }

    /** Criteria on a scale of 1 to 5, asked once, without a reference. */
    public static Rubric of(String criteria) {
        return new Rubric(criteria, List.of(), 1, 5, 1, false, false);
    }

    /** The same with these steps. */
    public Rubric withSteps(List<String> newSteps) {
        return new Rubric(criteria, newSteps, min, max, samples, probabilities, reference);
    }

    /** The same on this scale, by at most 100. */
    public Rubric withScale(int newMin, int newMax) {
        return new Rubric(criteria, steps, newMin, newMax, samples, probabilities, reference);
    }

    /** Asks several times at temperature 1; the paper has 20. */
    public Rubric withSamples(int newSamples) {
        return new Rubric(criteria, steps, min, max, newSamples, false, reference);
    }

    /** For models that give the probabilities of their tokens; an answer without them is an ERROR. */
    public Rubric withProbabilities() {
        return new Rubric(criteria, steps, min, max, 1, true, reference);
    }

    /** The same with the first expected answer shown, which is then needed. */
    public Rubric withReference() {
        return new Rubric(criteria, steps, min, max, samples, probabilities, true);
    }
}
