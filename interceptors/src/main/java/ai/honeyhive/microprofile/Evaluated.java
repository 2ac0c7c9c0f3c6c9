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
 * Scores what a method of a CDI bean answers, after the caller has got it: no caller ever waits for an evaluator. The scores
 * stand in the event of the call, as its metrics, each with its explanation.
 *
 * <p>An evaluated call is a traced one: beside {@link LLMTraced} this says only what is to be scored, alone it also traces the
 * call, as {@code @LLMTraced} with its defaults does. On a class it stands for each business method; on a method it replaces
 * what the class says; on a stereotype it stands for the class that carries it.
 *
 * <p>The evaluators get the question ({@link Prompt}), the retrieved context ({@link RetrievedContext}), the right answer
 * ({@link Expected}), the other arguments and the result, as they are recorded, before anything is masked: what is not recorded
 * cannot be judged. A call that fails has no answer, so only evaluators that need none judge it (latency, error rate). A result
 * in pieces is judged when its last piece has come.
 *
 * <p>Nothing that an evaluator does reaches the caller: one that fails, is too late or finds nothing to judge leaves no score, and
 * never one of 0.
 *
 * @see HoneyHive.Trace#evaluated the same for code without a CDI proxy
 */
@Documented
@Inherited
@InterceptorBinding
@LLMTraced
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Evaluated {

    /**
     * What scores the answer: names of pipelines that {@code honeyhive.evaluation.pipeline.<name>.*} describes, and of single
     * evaluators, that is the library's own, the application's beans and services. An unknown name fails the deployment.
     *
     * @return the names, at least one
     */
    @Nonbinding
    String[] value();
}
