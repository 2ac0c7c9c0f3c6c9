/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.QualityGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Answers badly twice, or always, before a quality gate. */
@ApplicationScoped
public class Stubborn {

    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    @Inject
    Sightings sightings;

    @LLMTraced
    @Retry(maxRetries = 3, delay = 0)
    @QualityGate("courtesy")
    public String insist(String call, @Prompt String question) {
        if (attempts.computeIfAbsent(call, key -> new AtomicInteger()).incrementAndGet() == 1) {
            sightings.note(call, "Stubborn.insist attempt");
        }
        return attempts.get(call).get() < 3 ? "no" : "yes, please";
    }

    /** The delay is an hour: Payara takes it for milliseconds, whatever its unit. */
    @LLMTraced
    @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 1, delay = 3_600_000)
    @QualityGate("courtesy")
    public String trip(String call, @Prompt String question) {
        attempts.computeIfAbsent(call, key -> new AtomicInteger()).incrementAndGet();
        return "no";
    }

    /** How often a call has really come here. */
    public int asked(String call) {
        return attempts.computeIfAbsent(call, key -> new AtomicInteger()).get();
    }

    @LLMTraced
    @Fallback(fallbackMethod = "apology")
    @QualityGate("courtesy")
    public String refuse(String call, @Prompt String question) {
        return "no";
    }

    String apology(String call, String question) {
        return "Sorry, please ask later.";
    }
}
