/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.llm;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;

/** The door of the model. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class LlmResource {

    @Inject
    Model model;

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

    @POST
    @Path("complete")
    public String complete(String prompt) {
        return model.complete(prompt);
    }

    @GET
    @Path("outside")
    public String outside(@QueryParam("url") URI url) {
        return model.outside(url);
    }
}
