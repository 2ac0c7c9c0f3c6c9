/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.ForTracer;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.SessionId;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** Beans that break the rules, one each. */
final class UnsoundBeans {

    private UnsoundBeans() {}

    @Dependent
    static class Private {

        @LLMTraced
        private void hidden() {}

        void use() {
            hidden();
        }
    }

    @Dependent
    static class Static {

        @LLMTraced
        static void shared() {}
    }

    @Dependent
    static class Final {

        @LLMTraced
        final void fixed() {}
    }

    @Dependent
    static class Injected {

        @Inject
        @ForTracer("paymnets")
        HoneyHive misspelt;

        @Inject
        Injected(@ForTracer("stock") HoneyHive unknown) {
            unknown.currentEvent();
        }
    }

    @Dependent
    static class Members {

        @LLMTraced(kind = Kind.TOOL, model = "gpt")
        void contradictory() {}
    }

    @Dependent
    static class Roles {

        @LLMTraced
        void hiddenPrompt(@Prompt @NotCaptured String prompt, @SessionId List<String> session) {}
    }

    @Dependent
    static class Tracer {

        @LLMTraced(tracer = "paiments")
        void work() {}
    }

    @InterceptorBinding
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Logged {}

    @Logged
    @Interceptor
    @Priority(1)
    static class Logging {

        @AroundInvoke
        @LLMTraced
        Object log(InvocationContext context) throws Exception {
            return context.proceed();
        }
    }

    static class NoBean {

        NoBean(String no, String bean) {}

        @LLMTraced
        void work() {}
    }

    @Dependent
    static class Untraced {

        void work(@Prompt String prompt) {}
    }
}
