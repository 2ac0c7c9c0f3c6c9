/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.List;

/**
 * Makes one result of many: the place for business rules of one's own. Called once a run, on any thread; must be
 * thread-safe. What it throws makes the pipeline's result an ERROR.
 *
 * @see Aggregation
 */
@FunctionalInterface
public interface Aggregator {

    /**
     * Aggregates.
     *
     * @param parts what was judged (PASS, FAIL, SCORED) with a weight above 0, sorted by name, never empty; what is
     *     missing, failed or too late has left already
     * @return the result, never null; the pipeline adds its pass mark and its must-pass rule
     */
    Evaluation aggregate(List<Part> parts);

    /**
     * One judged part.
     *
     * @param name the evaluator's name
     * @param weight above 0
     * @param evaluation judged, with the part's threshold applied
     */
    record Part(String name, double weight, Evaluation evaluation) {}
}
