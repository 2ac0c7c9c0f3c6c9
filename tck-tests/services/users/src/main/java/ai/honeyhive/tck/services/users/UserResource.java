/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.users;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;

/** The door of the user service. */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_PLAIN)
public class UserResource {

    @Inject
    Assistant assistant;

    @GET
    @Path("ready")
    public String ready() {
        return "ready";
    }

    @GET
    @Path("answer")
    public String answer(@QueryParam("question") String question) throws SQLException {
        return assistant.answer(question);
    }

    @GET
    @Path("outside")
    public String outside(@QueryParam("url") URI url) {
        return assistant.outside(url);
    }
}
