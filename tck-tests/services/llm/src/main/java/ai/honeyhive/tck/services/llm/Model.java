/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.llm;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;

/** Stands for a model: what travels is the subject here, not what it says. */
@ApplicationScoped
public class Model {

    @Inject
    HoneyHive honeyHive;

    @LLMTraced(kind = Kind.MODEL, name = "model", provider = "stand-in", model = "echo-1")
    public String complete(@Prompt String prompt) {
        String answer = "You asked: " + prompt;
        honeyHive.currentEvent().usage(words(prompt), words(answer));
        return answer;
    }

    /** A call of somebody outside by the server's own client. */
    @LLMTraced(name = "outside")
    public String outside(URI url) {
        Client client = ClientBuilder.newClient();
        try {
            return client.target(url).request().get(String.class);
        } finally {
            client.close();
        }
    }

    private static long words(String text) {
        return text.split("\\s+").length;
    }
}
