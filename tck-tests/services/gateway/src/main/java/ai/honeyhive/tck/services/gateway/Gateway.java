/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.gateway;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;

/** Asks other services by the server's own client, which carries trace and baggage along by itself. */
@ApplicationScoped
public class Gateway {

    @LLMTraced(name = "gateway")
    public String forward(URI service, String question) {
        Client client = ClientBuilder.newClient();
        try {
            return client.target(service)
                    .queryParam("question", "{question}")
                    .resolveTemplate("question", question)
                    .request()
                    .get(String.class);
        } finally {
            client.close();
        }
    }
}
