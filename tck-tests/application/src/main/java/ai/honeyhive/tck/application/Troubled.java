/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls that fail, at once and later. */
@ApplicationScoped
public class Troubled {

    /** What goes wrong. */
    public static final class ModelUnavailable extends RuntimeException {
        public ModelUnavailable(String message) {
            super(message);
        }
    }

    @Inject
    Sightings sightings;

    @LLMTraced
    public String fail(String call, ModelUnavailable reason) {
        sightings.note(call, "Troubled.fail");
        throw reason;
    }

    @LLMTraced
    public CompletionStage<String> failLater(String call, ModelUnavailable reason) {
        sightings.note(call, "Troubled.failLater");
        return CompletableFuture.supplyAsync(() -> {
            throw reason;
        });
    }
}
