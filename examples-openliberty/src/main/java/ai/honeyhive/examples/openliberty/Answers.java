/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.examples.shared.Drafts;
import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.QualityGateException;
import ai.honeyhive.microprofile.RetrievedContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Scores each answer, and lets none through that its sources do not support: then the model is asked again. */
@ApplicationScoped
public class Answers {

    @LLMTraced(name = "answer")
    @Evaluated("answer")
    @QualityGate("supported")
    @Retry(maxRetries = 2, delay = 0, retryOn = QualityGateException.class)
    @Fallback(fallbackMethod = "nothing", applyOn = QualityGateException.class)
    public String supported(
            @Prompt String question, @RetrievedContext List<String> sources, @NotCaptured Drafts drafts) {
        return drafts.next();
    }

    String nothing(String question, List<String> sources, Drafts drafts) {
        return "The handbook does not say.";
    }
}
