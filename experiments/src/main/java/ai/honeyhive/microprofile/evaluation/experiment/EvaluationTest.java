/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test that runs an experiment and fails if it does not keep its limits. The method takes an
 * {@link EvaluationRun} and tells it what to ask:
 *
 * <pre>{@code
 * @EvaluationTest(dataset = "datasets/faq.jsonl", pipeline = "quality", minScore = 0.7)
 * void answersFromTheManual(EvaluationRun run) throws InterruptedException {
 *     run.answer(row -> assistant.ask(row.input("question")));
 * }
 * }</pre>
 *
 * <p>It is an ordinary test: injected beans are there, and with one worker the rows run on the test's own thread, in its
 * request scope and transaction. The reports go to {@code target/experiments}, or to where the JUnit configuration
 * parameter {@code honeyhive.experiments.reports} says.
 */
@Test
@ExtendWith(EvaluationExtension.class)
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EvaluationTest {

    /** A resource of the class path, or else a file; see {@link Dataset} for the formats. */
    String dataset();

    /**
     * The method that makes the pipeline, in this class or as {@code com.example.Pipelines#quality}. It returns an
     * {@code EvaluationPipeline} and may take the {@code EvaluationWorkers} that live as long as the test.
     */
    String pipeline();

    /** The lowest mean score, between 0 and 1. There is no default: a gate without a limit is none. */
    double minScore();

    /** The lowest share of rows that pass, between 0 and 1. Default: no limit. */
    double minPassRate() default Double.NaN;

    /**
     * The largest share of cases whose task may throw, between 0 and 1. Such a case has no score, so that the score speaks
     * of the others only. Default: none may.
     */
    double maxFailures() default 0;

    /**
     * How much worse than the {@link #baseline} score, pass rate and each evaluator may be, between 0 and 1, before a
     * change that chance does not explain fails the test. Default: no comparison.
     */
    double maxRegression() default Double.NaN;

    /** An earlier result as JSON: a resource of the class path, or else a file. Needed with {@link #maxRegression}. */
    String baseline() default "";

    /** How often each row is answered, at least once. */
    int repeats() default 1;

    /** How many rows run at a time, at least 1; 1 is the test's own thread. */
    int workers() default 1;

    /** Of the intervals and tests, between 0.5 and 1. */
    double confidence() default 0.95;
}
