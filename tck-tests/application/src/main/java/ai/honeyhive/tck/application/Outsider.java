/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;

/** Calls another service by the server's own client. */
@ApplicationScoped
public class Outsider {

    @Inject
    Sightings sightings;

    @LLMTraced
    public String call(String call, URI url) {
        sightings.note(call, "Outsider.call");
        Client client = ClientBuilder.newClient();
        try {
            return client.target(url).request().get(String.class);
        } finally {
            client.close();
        }
    }
}
