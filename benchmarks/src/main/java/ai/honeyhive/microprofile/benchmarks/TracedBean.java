/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The bean of the base line, traced. */
@ApplicationScoped
public class TracedBean {

    @LLMTraced(kind = Kind.MODEL, provider = "openai", model = "gpt-4o-mini")
    public String answer(String question, int maxTokens) {
        return Payload.ANSWER;
    }

    /** As above, and none of the calls is evaluated: see {@link Application}. */
    @LLMTraced(kind = Kind.MODEL, provider = "openai", model = "gpt-4o-mini")
    @Evaluated("never")
    public String judged(String question, int maxTokens) {
        return Payload.ANSWER;
    }

    @LLMTraced(kind = Kind.MODEL, provider = "openai", model = "gpt-4o-mini")
    public String chat(@Prompt List<Payload.ChatMessage> history) {
        return Payload.ANSWER;
    }

    @LLMTraced(kind = Kind.MODEL, provider = "openai", model = "gpt-4o-mini")
    public String ask(@Prompt Object prompt) {
        return Payload.ANSWER;
    }
}
