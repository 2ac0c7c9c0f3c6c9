/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.QualityGate;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor behind {@link QualityGate}. Runs at 4100: inside MicroProfile Fault Tolerance (4010, and up to 4050 where a server
 * splits it), so that each attempt passes it.
 */
@Interceptor
@QualityGate({})
@Priority(Interceptor.Priority.PLATFORM_AFTER + 100)
public class QualityGateInterceptor {

    private final CallRecorder recorder;

    @Inject
    QualityGateInterceptor(CallRecorder recorder) {
        this.recorder = recorder;
    }

    @AroundInvoke
    @Nullable
    Object judge(InvocationContext invocation) throws Exception {
        Attempt attempt = recorder.attempt(invocation);
        if (attempt == null) {
            return invocation.proceed();
        }
        Object result;
        try {
            result = invocation.proceed();
        } catch (Throwable thrown) {
            attempt.threw(thrown);
            throw thrown;
        }
        return attempt.returned(result);
    }
}
