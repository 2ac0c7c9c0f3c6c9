/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.users;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.sql.SQLException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Adds what it knows of the user, and lets the LLM service answer. */
@ApplicationScoped
public class Assistant {

    @Inject
    Users users;

    @Inject
    @RestClient
    LlmService llm;

    @LLMTraced(name = "assistant")
    public String answer(String question) throws SQLException {
        return llm.complete(question + " (plan: " + users.planOf("maria") + ')');
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
}
