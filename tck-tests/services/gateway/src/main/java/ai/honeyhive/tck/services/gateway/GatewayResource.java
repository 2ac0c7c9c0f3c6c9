/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.gateway;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code /ask} for people, {@code /outside} for the test of what leaves towards strangers. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class GatewayResource {

    @Inject
    Gateway gateway;

    @Inject
    @ConfigProperty(name = "users.url")
    URI users;

    @Inject
    Threads threads;

    @GET
    @Path("thread")
    public String thread() throws Exception {
        return threads.ask();
    }

    @GET
    @Path("ready")
    public String ready() {
        return "ready";
    }

    @GET
    @Path("ask")
    public String ask(@QueryParam("question") String question) {
        return gateway.forward(users.resolve("/answer"), question);
    }

    @GET
    @Path("outside")
    public String outside(@QueryParam("url") URI url) {
        return gateway.forward(url, "outside");
    }
}
