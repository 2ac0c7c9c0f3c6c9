/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor behind {@link LLMTraced}: translates an invocation into a {@link StartedCall}, and knows no policy. Runs
 * at 1005: outside MicroProfile Fault Tolerance (4010), so that one span covers all retries, and outside SmallRye's
 * {@code @WithSpan} (1010), so that its spans are children of ours.
 */
@Interceptor
@LLMTraced
@Priority(Interceptor.Priority.LIBRARY_BEFORE + 5)
public class LlmTracedInterceptor {

    private final CallRecorder recorder;

    @Inject
    LlmTracedInterceptor(CallRecorder recorder) {
        this.recorder = recorder;
    }

    @AroundInvoke
    @Nullable
    Object trace(InvocationContext invocation) throws Exception {
        StartedCall call = recorder.start(invocation);
        if (call == null) {
            return invocation.proceed();
        }
        Object result;
        try {
            result = invocation.proceed();
        } catch (Throwable thrown) {
            call.threw(thrown);
            throw thrown;
        }
        return call.returned(result, invocation.getMethod().getReturnType());
    }
}
