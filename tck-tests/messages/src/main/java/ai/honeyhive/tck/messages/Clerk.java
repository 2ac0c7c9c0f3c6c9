/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** The function under test, a bean like any other. */
@ApplicationScoped
public class Clerk {

    @LLMTraced(name = "clerk")
    public String answer(String question) {
        return Faq.answer(question);
    }
}
