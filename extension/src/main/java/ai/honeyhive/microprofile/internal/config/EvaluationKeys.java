/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.config.ConfigKey.Scope;
import java.time.Duration;
import java.util.List;

/** The keys of pipelines and rules, of which there are as many as names are given: the only home of all that is known of them. */
final class EvaluationKeys {

    static final String PREFIX = "honeyhive.evaluation.";
    static final String PIPELINE = PREFIX + "pipeline.";
    static final String RULE = PREFIX + "rule.";

    private static final ValueType<Double> ANY_NUMBER = ValueType.number(-Double.MAX_VALUE, Double.MAX_VALUE);
    private static final ValueType<Double> POSITIVE = ValueType.number(Double.MIN_VALUE, Double.MAX_VALUE);

    static final ConfigKey<List<String>> EVALUATORS = pipeline(
            "evaluators",
            ValueType.NAMES,
            "",
            "What runs: evaluators, and other pipelines. Without it there is no pipeline.");

    static final ConfigKey<Double> WEIGHT = pipeline(
            "weight.<evaluator>",
            ValueType.number(0, Double.MAX_VALUE),
            "1",
            "How much a part counts; with 0 it is reported and does not count.");

    static final ConfigKey<Double> THRESHOLD = pipeline(
            "threshold.<evaluator>",
            ANY_NUMBER,
            "",
            "The score at which a part passes; without one the evaluator's own rule holds.");

    static final ConfigKey<List<String>> REQUIRED =
            pipeline("required", ValueType.NAMES, "", "Parts without which there is no aggregate.");

    static final ConfigKey<List<String>> MUST_PASS =
            pipeline("must-pass", ValueType.NAMES, "", "Parts that fail the whole if they fail.");

    static final ConfigKey<String> AGGREGATION = pipeline(
            "aggregation",
            ValueType.TEXT,
            "weighted-mean",
            "weighted-mean, all, any, majority, median, min, or the name of a bean of type Aggregator.");

    static final ConfigKey<Double> PASS_MARK = pipeline(
            "pass-mark", ANY_NUMBER, "", "The score at which the aggregate passes; without one it is a score only.");

    static final ConfigKey<Double> SAMPLE_RATE = pipeline(
            "sample-rate", ValueType.number(0, 1), "1", "The share of the calls that are evaluated, by trace.");

    static final ConfigKey<Duration> TIMEOUT = pipeline(
            "timeout",
            ValueType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            "30s",
            "The longest that a run may take; an evaluator that has not answered by then has failed.");

    static final ConfigKey<Integer> CONCURRENCY = pipeline(
            "concurrency", ValueType.integer(1, 100_000), "64", "How many evaluators work at a time, over all runs.");

    static final ConfigKey<Integer> QUEUE = pipeline(
            "queue",
            ValueType.integer(0, 1_000_000),
            "1000",
            "How many evaluations wait for their turn; more abstain.");

    static final ConfigKey<Double> RATE = pipeline(
            "rate", POSITIVE, "", "How many evaluations that cost (judges, services) start a second, at most.");

    static final ConfigKey<Integer> BURST =
            pipeline("burst", ValueType.integer(1, 100_000), "1", "How many of them may start at once.");

    static final ConfigKey<Double> BUDGET_COST = pipeline(
            "budget.cost",
            ValueType.number(0, Double.MAX_VALUE),
            "",
            "What they may cost until the next start; then they abstain.");

    static final ConfigKey<Integer> BUDGET_CALLS = pipeline(
            "budget.calls", ValueType.integer(0, Integer.MAX_VALUE), "", "How many there may be until the next start.");

    static final ConfigKey<Integer> CACHE = pipeline(
            "cache",
            ValueType.integer(0, 1_000_000),
            "0",
            "How many results are kept for calls of the same content, of evaluators that allow it.");

    static final ConfigKey<String> RULE_SPAN =
            rule("span", ValueType.TEXT, "*", "The names of the spans; * stands for any characters.");

    static final ConfigKey<String> RULE_SCOPE = rule(
            "scope",
            ValueType.TEXT,
            "*",
            "The name of the instrumentation that makes them; * stands for any characters.");

    static final ConfigKey<List<String>> RULE_PIPELINE =
            rule("pipeline", ValueType.NAMES, "", "What scores them: pipelines and evaluators.");

    static final List<ConfigKey<?>> OF_PIPELINES = List.of(
            EVALUATORS,
            WEIGHT,
            THRESHOLD,
            REQUIRED,
            MUST_PASS,
            AGGREGATION,
            PASS_MARK,
            SAMPLE_RATE,
            TIMEOUT,
            CONCURRENCY,
            QUEUE,
            RATE,
            BURST,
            BUDGET_COST,
            BUDGET_CALLS,
            CACHE);

    static final List<ConfigKey<?>> OF_RULES = List.of(RULE_SPAN, RULE_SCOPE, RULE_PIPELINE);

    private EvaluationKeys() {}

    private static <T> ConfigKey<T> pipeline(String setting, ValueType<T> type, String byDefault, String meaning) {
        return new ConfigKey<>("evaluation.pipeline.<name>." + setting, type, byDefault, Scope.GLOBAL, meaning);
    }

    private static <T> ConfigKey<T> rule(String setting, ValueType<T> type, String byDefault, String meaning) {
        return new ConfigKey<>("evaluation.rule.<name>." + setting, type, byDefault, Scope.GLOBAL, meaning);
    }
}
