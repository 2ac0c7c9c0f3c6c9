/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.ForTracer;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.SessionId;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Beans that pass every rule. */
final class SoundBeans {

    private SoundBeans() {}

    @Dependent
    static class Payer {

        @Inject
        @ForTracer("payments")
        HoneyHive payments;

        @Inject
        @ForTracer("")
        HoneyHive unnamed;

        private final HoneyHive byConstructor;

        @Inject
        Payer(@ForTracer("payments") HoneyHive byConstructor) {
            this.byConstructor = byConstructor;
        }

        String pay() {
            return payments.trace("pay").call(() -> "paid");
        }

        String payOtherwise() {
            byConstructor.trace("by constructor").run(() -> {});
            return unnamed.trace("by default").call(() -> "paid");
        }
    }

    @ApplicationScoped
    static class Bot {

        @LLMTraced(kind = Kind.MODEL, model = "gpt-4o-mini")
        String ask(@Prompt String question, @SessionId String conversation) {
            return "because " + question;
        }
    }

    @LLMTraced
    @Dependent
    static class ByClass {

        String work() {
            return helped();
        }

        private String helped() {
            return "done";
        }
    }

    @Stereotype
    @LLMTraced(kind = Kind.TOOL)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Tool {}

    @Tool
    @Dependent
    static class ByStereotype {

        void work() {}
    }

    abstract static class Inherited {

        @LLMTraced
        void work() {}
    }

    @Dependent
    static class Heir extends Inherited {}

    @ApplicationScoped
    static class ForPayments {

        @LLMTraced(tracer = "payments")
        void work() {}
    }

    @ApplicationScoped
    static class Doubled {

        @LLMTraced
        @WithSpan
        void ours() {}

        @WithSpan
        void theirs() {}
    }
}
