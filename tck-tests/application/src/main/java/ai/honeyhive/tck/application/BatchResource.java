/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.BatchResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.IntStream;

/** The door to a batch. */
@Path("/batch")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class BatchResource {

    @Inject
    Sightings sightings;

    @Inject
    Clerk clerk;

    @GET
    @Path("nightly")
    public String nightly(@QueryParam("call") String call) {
        BatchResult result =
                clerk.nightly(call, IntStream.range(0, 1_000).boxed().toList());
        sightings.say(call, "result", result.succeeded() + " of " + result.items());
        return sightings.report(call);
    }
}
