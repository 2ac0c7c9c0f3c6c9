/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;

/**
 * The doors of the application: one a behaviour. Each answers with what the code has seen on its way, a line each.
 */
@Path("/")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class KitResource {

    @Inject
    Sightings sightings;

    @Inject
    Assistant assistant;

    @Inject
    TravelAgent agent;

    @Inject
    Handmade handmade;

    @Inject
    Conversation conversation;

    @Inject
    Confidant confidant;

    @Inject
    Calculator calculator;

    @Inject
    Newsroom newsroom;

    @Inject
    Doubly doubly;

    @Inject
    Configured configured;

    @Inject
    Programmer programmer;

    @Inject
    Cashier cashier;

    @Inject
    Outsider outsider;

    @GET
    @Path("outside")
    public String outside(
            @QueryParam("call") String call, @QueryParam("url") URI url, @QueryParam("baggage") String baggage) {
        return reported(call, outsider.call(call, url, baggage));
    }

    @GET
    @Path("answer")
    public String answer(@QueryParam("call") String call, @QueryParam("question") String question) {
        return reported(call, assistant.answer(call, question));
    }

    @GET
    @Path("mumble")
    public String mumble(@QueryParam("call") String call, @QueryParam("question") String question) {
        return reported(call, assistant.mumble(call, question));
    }

    @GET
    @Path("ring")
    public String ring(@QueryParam("call") String call, @QueryParam("item") String item) {
        return reported(call, cashier.ring(call, item).text());
    }

    @GET
    @Path("advise")
    public String advise(@QueryParam("call") String call, @QueryParam("question") String question) {
        return reported(call, agent.advise(call, question));
    }

    @GET
    @Path("handmade")
    public String handmade(@QueryParam("call") String call) {
        return reported(call, handmade.around(call));
    }

    @GET
    @Path("turn")
    public String turn(
            @QueryParam("call") String call,
            @QueryParam("conversation") String conversationId,
            @QueryParam("user") String user) {
        return reported(call, conversation.turn(call, conversationId, user));
    }

    @GET
    @Path("confide")
    public String confide(@QueryParam("call") String call, @QueryParam("text") String text) {
        return reported(call, confidant.confide(call, text, "pin-4711", "diary-of-today"));
    }

    @GET
    @Path("hush")
    public String hush(@QueryParam("call") String call, @QueryParam("text") String text) {
        return reported(call, confidant.hush(call, text));
    }

    @GET
    @Path("stereotype")
    public String stereotype(@QueryParam("call") String call) {
        return reported(call, String.valueOf(calculator.add(call, 40, 2)));
    }

    @GET
    @Path("class")
    public String classLevel(@QueryParam("call") String call) {
        return reported(call, newsroom.check(call, newsroom.draft(call, "trams")));
    }

    @GET
    @Path("doubly")
    public String doubly(@QueryParam("call") String call) {
        return reported(call, doubly.annotated(call));
    }

    @GET
    @Path("renamed")
    public String renamed(@QueryParam("call") String call) {
        return reported(call, configured.renamed(call));
    }

    @GET
    @Path("pay")
    public String pay(@QueryParam("call") String call) {
        return reported(call, configured.pay(call));
    }

    @GET
    @Path("rephrase")
    public String rephrase(@QueryParam("call") String call) {
        return reported(call, programmer.rephrase(call));
    }

    @GET
    @Path("enrich")
    public String enrich(@QueryParam("call") String call) {
        return reported(call, programmer.enrich(call));
    }

    @GET
    @Path("payByHand")
    public String payByHand(@QueryParam("call") String call) {
        return reported(call, programmer.payByHand(call));
    }

    @GET
    @Path("flag")
    public String flag(@QueryParam("call") String call) {
        return reported(call, programmer.flag(call));
    }

    private String reported(String call, String result) {
        sightings.note(call, "resource");
        sightings.say(call, "result", result);
        return sightings.report(call);
    }
}
