/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** Results that come after the method has returned. */
@ApplicationScoped
public class Deferred {

    @Inject
    Sightings sightings;

    @LLMTraced
    public CompletionStage<String> later(String call, long millis) {
        sightings.note(call, "Deferred.later");
        return CompletableFuture.supplyAsync(
                () -> "after " + millis + " ms", CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    @LLMTraced
    public Flow.Publisher<String> stream(String call, int chunks) {
        sightings.note(call, "Deferred.stream");
        return subscriber -> {
            SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, Flow.defaultBufferSize());
            publisher.subscribe(subscriber);
            for (int i = 0; i < chunks; i++) {
                publisher.submit("chunk-" + i);
            }
            publisher.close();
        };
    }
}
