/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Calls another service by the server's own client. */
@ApplicationScoped
public class Outsider {

    @Inject
    Sightings sightings;

    @LLMTraced
    public String call(String call, URI url, @Nullable String baggage) {
        sightings.note(call, "Outsider.call");
        Client client = ClientBuilder.newClient();
        try {
            Invocation.Builder request = client.target(url).request();
            return (baggage == null ? request : request.header("baggage", baggage)).get(String.class);
        } finally {
            client.close();
        }
    }
}
