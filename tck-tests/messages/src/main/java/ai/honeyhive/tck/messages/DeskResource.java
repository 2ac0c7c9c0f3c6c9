/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The door. */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_PLAIN)
public class DeskResource {

    @Inject
    Desk desk;

    @Inject
    Counter counter;

    @GET
    @Path("ready")
    public String ready() {
        return "ready";
    }

    @GET
    @Path("post/{topic}")
    public String post(@PathParam("topic") String topic, @QueryParam("question") String question) {
        return counter.post(topic, question);
    }

    @GET
    @Path("take")
    public String take(@QueryParam("question") String question) {
        return desk.take(question);
    }
}
