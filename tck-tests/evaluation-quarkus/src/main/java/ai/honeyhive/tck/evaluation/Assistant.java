/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.evaluation;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Knows when a shop is open, but for the night. */
@ApplicationScoped
public class Assistant {

    @Inject
    Visit visit;

    @LLMTraced(name = "answer")
    public String ask(String question) {
        visit.count();
        return alone(question);
    }

    /** The same where no request is. */
    public String alone(String question) {
        return question.contains("Monday") ? "from 9 to 17" : question.contains("night") ? "open" : "closed";
    }
}
