/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.context.Scope;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor behind {@link LLMTraced}: translates an invocation into a call, nothing else.
 *
 * <p>Its priority puts it outside MicroProfile Fault Tolerance (4010), so that one span covers all retries.
 */
@Interceptor
@LLMTraced
@Priority(Interceptor.Priority.LIBRARY_BEFORE + 5)
public class LlmTracedInterceptor {

    private final CallRecorder recorder;
    private final CallMetadataCache metadata;

    @Inject
    LlmTracedInterceptor(CallRecorder recorder, CallMetadataCache metadata) {
        this.recorder = recorder;
        this.metadata = metadata;
    }

    @AroundInvoke
    @Nullable
    Object trace(InvocationContext invocation) throws Exception {
        Method method = invocation.getMethod();
        Object target = invocation.getTarget();
        RunningCall call =
                recorder.start(metadata.of(method, target == null ? method.getDeclaringClass() : target.getClass()));
        call.arguments(invocation.getParameters());
        Object result;
        try (Scope ignored = call.makeCurrent()) {
            result = invocation.proceed();
        } catch (Throwable t) {
            call.fail(t);
            throw t;
        }
        return Completion.follow(result, method.getReturnType(), call);
    }
}
