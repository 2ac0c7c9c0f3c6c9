/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The doors of the application. */
@Path("/kit")
@Produces(MediaType.TEXT_PLAIN)
public class StudioResource {

    @Inject
    Studio studio;

    @Inject
    Painter painter;

    @GET
    @Path("mumble")
    public String ready() {
        return "ready";
    }

    @GET
    @Path("poem")
    public String poem(@QueryParam("topic") String topic) {
        return studio.poem(topic);
    }

    @GET
    @Path("rhyme")
    public String rhyme(@QueryParam("word") String word) {
        return studio.rhyme(word);
    }

    @GET
    @Path("picture")
    public String picture(@QueryParam("subject") String subject) {
        return studio.picture(subject);
    }

    /** Nothing of ours between the request and the client of the model. */
    @GET
    @Path("sketch")
    public String sketch(@QueryParam("subject") String subject) {
        return painter.describe(subject);
    }
}
