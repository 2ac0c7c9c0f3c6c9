/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.QualityGateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** The doors to calls that are scored. */
@Path("/score")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class ScoreResource {

    @Inject
    Sightings sightings;

    @Inject
    Critic critic;

    @Inject
    Patience patience;

    @Inject
    Stubborn stubborn;

    @GET
    @Path("answer")
    public String answer(@QueryParam("call") String call, @QueryParam("question") String question) {
        sightings.say(call, "result", critic.answer(call, question, List.of("The shop opens at 9."), "at 9"));
        return sightings.report(call);
    }

    @GET
    @Path("hasten")
    public String hasten(@QueryParam("call") String call) {
        sightings.say(call, "result", critic.hasten(call));
        return sightings.report(call);
    }

    @GET
    @Path("insist")
    public String insist(@QueryParam("call") String call, @QueryParam("question") String question) {
        sightings.say(call, "result", stubborn.insist(call, question));
        return sightings.report(call);
    }

    @GET
    @Path("refuse")
    public String refuse(@QueryParam("call") String call, @QueryParam("question") String question) {
        sightings.say(call, "result", stubborn.refuse(call, question));
        return sightings.report(call);
    }

    @GET
    @Path("trip")
    public String trip(@QueryParam("call") String call, @QueryParam("question") String question) {
        for (int i = 1; i <= 3; i++) {
            try {
                sightings.say(call, String.valueOf(i), stubborn.trip(call, question));
            } catch (QualityGateException | FaultToleranceException e) {
                sightings.say(call, String.valueOf(i), e.getClass().getSimpleName());
            }
        }
        sightings.say(call, "asked", String.valueOf(stubborn.asked(call)));
        return sightings.report(call);
    }

    @GET
    @Path("end")
    public String end(@QueryParam("call") String call, @QueryParam("of") String other) {
        patience.end(other);
        return sightings.report(call);
    }
}
