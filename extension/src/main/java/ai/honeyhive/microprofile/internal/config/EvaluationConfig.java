/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured of evaluation. Names of evaluators stand here as they are written: whether there are such ones is known
 * when the application's beans are.
 *
 * @param enabled false: nothing is evaluated
 * @param threads how many threads of our own evaluate
 * @param queueBytes the most that is held in memory for its scores
 * @param longestWait the longest that an event waits for its scores
 * @param logEvents whether scores are log records as well
 * @param pipelines by name
 * @param settings of each evaluator that has any, by name
 * @param rules which spans are evaluated though nobody annotated them, by name of the rule
 */
public record EvaluationConfig(
        boolean enabled,
        int threads,
        long queueBytes,
        Duration longestWait,
        boolean logEvents,
        Map<String, Pipeline> pipelines,
        Map<String, Map<String, String>> settings,
        Map<String, Rule> rules) {

    /** The setting of an evaluator that names another one of whose kind it is. */
    public static final String KIND = "kind";

    /** One pipeline; a member that is null or empty is not set. */
    public record Pipeline(
            String name,
            List<String> evaluators,
            Map<String, Double> weights,
            Map<String, Double> thresholds,
            List<String> required,
            List<String> mustPass,
            String aggregation,
            @Nullable Double passMark,
            double sampleRate,
            Duration timeout,
            int concurrency,
            int queue,
            @Nullable Double rate,
            int burst,
            @Nullable Double budgetCost,
            @Nullable Integer budgetCalls,
            int cache) {}

    /** Which spans a rule means, as globs, and what evaluates them. */
    public record Rule(String span, String scope, List<String> pipelines) {}

    /** Where a pipeline stands in the configuration, for messages. */
    public static String pipelineKey(String name) {
        return EvaluationKeys.EVALUATORS.at(name).fullName();
    }

    /** Where a rule stands in the configuration, for messages. */
    public static String ruleKey(String name) {
        return EvaluationKeys.RULE_PIPELINE.at(name).fullName();
    }
}
