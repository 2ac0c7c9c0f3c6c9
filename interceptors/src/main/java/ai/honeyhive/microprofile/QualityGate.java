/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Judges what a method of a CDI bean answers before the caller gets it, and refuses a bad answer. Unlike {@link Evaluated} the
 * caller waits, no longer than the pipeline's timeout.
 *
 * <p>The gate stands inside MicroProfile Fault Tolerance, so that {@code @Retry} asks again, {@code @Fallback} answers instead and
 * {@code @CircuitBreaker} counts a bad answer as a failure. Each attempt is an event of its own, with its scores.
 *
 * <p>An answer is bad if a pipeline or evaluator says FAIL: a pipeline needs a pass mark, a threshold or an evaluator with a verdict
 * of its own. What cannot be judged passes, unless the gate is {@linkplain #strict() strict}. A {@link
 * java.util.concurrent.CompletionStage} is judged when it completes, without holding a thread; a result in pieces (publisher,
 * stream) cannot be judged before the caller has it, so a gate on such a method fails the deployment.
 *
 * <p>The gate works without a HoneyHive key too, and whatever is said about capturing content: what it looks at stays in the process.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface QualityGate {

    /** What becomes of a bad answer. */
    enum OnFail {
        /** A {@link QualityGateException} instead of the answer. */
        THROW,
        /** {@link #replacement()} instead of the answer. */
        REPLACE,
        /** The answer, and the scores in the event of the attempt. */
        RECORD
    }

    /**
     * What judges: names of pipelines and of single evaluators, as with {@link Evaluated}.
     *
     * @return the names, at least one
     */
    @Nonbinding
    String[] value();

    /**
     * What becomes of a bad answer. Defaults to {@link OnFail#THROW}.
     *
     * @return what to do, never {@code null}
     */
    @Nonbinding
    OnFail onFail() default OnFail.THROW;

    /**
     * The text that the caller gets instead of a bad one. Empty (the default) means {@code null}, and an empty {@link
     * java.util.Optional} where that is the type of the result.
     *
     * @return the text, never {@code null}
     */
    @Nonbinding
    String replacement() default "";

    /**
     * Whether an answer that could not be judged is refused as well: because the evaluator failed or was too late say. Defaults to
     * false: a judge that is down must not take the application with it.
     *
     * @return true to let nothing pass that is not known to be good
     */
    @Nonbinding
    boolean strict() default false;
}
