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
 * Traces the calls of a CDI bean's method: a span in the server's own trace, and an event with inputs, output, tokens
 * and errors at HoneyHive.
 *
 * <p>On a class it stands for each business method of the class; on a method it replaces what the class says, as a
 * whole; on a stereotype it stands for the class that carries the stereotype. The annotated method must be one that CDI
 * can intercept: not private, not static, not final.
 *
 * <p>The span ends when the work ends: for a {@link java.util.concurrent.CompletionStage}, a
 * {@link java.util.concurrent.Flow.Publisher}, a Reactive Streams publisher, a Mutiny {@code Uni} or {@code Multi} and a
 * {@link java.util.stream.Stream} at completion, failure or cancellation, for everything else at return. An exception
 * leaves the method unchanged, the same object.
 *
 * <p>Each member has a configuration override, strongest first:
 * {@code honeyhive.traced.<class>/<method>/<member>}, then {@code honeyhive.traced.<class>/<member>}, where
 * {@code <class>} is the fully qualified name of the class that declares the method and {@code <member>} the name of the
 * member below.
 *
 * <p>The interceptor stands outside MicroProfile Fault Tolerance, so that one span covers all retries.
 *
 * @see HoneyHive the same for code without a CDI proxy
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LLMTraced {

    /**
     * The name of the event. Empty (the default) means {@code <SimpleClassName>.<method>}. For {@link Kind#TOOL},
     * {@link Kind#AGENT} and {@link Kind#WORKFLOW} it is the name of the tool, agent or workflow as well.
     *
     * @return the name, never {@code null}
     */
    @Nonbinding
    String name() default "";

    /**
     * What the method does. Defaults to {@link Kind#CHAIN}, a step of the application's own.
     *
     * @return the kind, never {@code null}
     */
    @Nonbinding
    Kind kind() default Kind.CHAIN;

    /**
     * The provider of the model, as the GenAI conventions name it ({@code openai}, {@code anthropic},
     * {@code aws.bedrock} …). Empty (the default) means unknown. Only for kinds that call a model.
     *
     * @return the provider, never {@code null}
     */
    @Nonbinding
    String provider() default "";

    /**
     * The model that is asked for. Empty (the default) means unknown; a parameter annotated with {@link ModelName}
     * beats it. Only for kinds that call a model.
     *
     * @return the model, never {@code null}
     */
    @Nonbinding
    String model() default "";

    /**
     * Whether the arguments are recorded. Defaults to {@link Capture#CONFIGURED}.
     *
     * @return what to capture of the arguments, never {@code null}
     */
    @Nonbinding
    Capture inputs() default Capture.CONFIGURED;

    /**
     * Whether the result is recorded. Defaults to {@link Capture#CONFIGURED}.
     *
     * @return what to capture of the result, never {@code null}
     */
    @Nonbinding
    Capture output() default Capture.CONFIGURED;

    /**
     * The tracer, that is the HoneyHive project, that gets the event: a name configured by
     * {@code honeyhive.tracer.<name>.*}. Empty (the default) means the tracer of the enclosing call, else the default
     * one. An unknown name fails the deployment.
     *
     * @return the name of the tracer, never {@code null}
     */
    @Nonbinding
    String tracer() default "";

    /**
     * How important this call is to the business. Decides what is kept first when the export queue is full, and the class of
     * the trace where traces are sampled ({@code honeyhive.sampling.strategy}). Defaults to
     * {@link Importance#STANDARD}. A failed call is always treated as {@link Importance#CRITICAL}.
     *
     * @return the importance, never {@code null}
     */
    @Nonbinding
    Importance importance() default Importance.STANDARD;
}
