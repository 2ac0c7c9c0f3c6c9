/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The programmatic API for one tracer: each call and batch that is begun with it goes to that tracer's project, unless it names
 * another one itself.
 *
 * <pre>{@code
 * @Inject @ForTracer("payments") HoneyHive payments;
 *
 * String verdict = payments.trace("check fraud").call(() -> model.ask(order));
 * }</pre>
 *
 * <p>A name that nobody configured fails the deployment.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface ForTracer {

    /**
     * The name of the tracer, as in {@code honeyhive.tracer.<name>.api-key}.
     *
     * @return the name; empty for what an unqualified {@link HoneyHive} does: the enclosing call's tracer, else the default one
     */
    @Nonbinding
    String value();

    /** The annotation as an object, for a look-up in code. */
    final class Literal extends AnnotationLiteral<ForTracer> implements ForTracer {

        private static final long serialVersionUID = 1;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /** The annotation with this name. Such a look-up is not checked at deployment: an unknown name records nothing. */
        public static Literal of(String tracer) {
            return new Literal(tracer);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
