/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The doors of the application. */
@Path("/")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class ChatResource {

    @Inject
    Chatterbox chatterbox;

    @GET
    @Path("mumble")
    public String ready() {
        return "ready";
    }

    @GET
    @Path("chat")
    public String chat(@QueryParam("about") String about) {
        return chatterbox.chat(about);
    }
}
