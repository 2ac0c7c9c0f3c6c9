/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one door: a question in, an answer with its sources and the ids of its trace out. */
@ApplicationScoped
@Path("/ask")
@Produces(MediaType.APPLICATION_JSON)
public class AskResource {

    private static final Logger LOGGER = Logger.getLogger(AskResource.class.getPackageName());
    private static final Pattern LOOPBACK = Pattern.compile("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/?");

    @Inject
    Assistant assistant;

    @Inject
    @ConfigProperty(name = "honeyhive.url")
    Optional<String> honeyHive;

    @GET
    public Response ask(
            @QueryParam("q") String question,
            @QueryParam("conversation") String conversation,
            @QueryParam("user") @DefaultValue("guest") String user) {
        if (question == null || question.isBlank()) {
            return json(Response.Status.BAD_REQUEST, Json.createObjectBuilder().add("error", "Ask something: q=…"));
        }
        String session;
        try {
            session = conversation == null || conversation.isBlank()
                    ? UUID.randomUUID().toString()
                    : UUID.fromString(conversation).toString();
        } catch (IllegalArgumentException e) {
            return json(
                    Response.Status.BAD_REQUEST,
                    Json.createObjectBuilder().add("error", "The conversation must be a UUID, or left out"));
        }
        return answer(question.strip(), session, user);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(
            @FormParam("q") String question,
            @FormParam("conversation") String conversation,
            @FormParam("user") @DefaultValue("guest") String user) {
        return ask(question, conversation, user);
    }

    private Response answer(String question, String session, String user) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("session", session)
                .add("trace", Span.current().getSpanContext().getTraceId());
        honeyHive
                .filter(url -> LOOPBACK.matcher(url).matches())
                .ifPresent(url -> body.add("look", look(url, session, "")));
        try {
            Answer answer = assistant.ask(question, session, user);
            body.add("answer", answer.text())
                    .add("model", answer.model())
                    .add("event", answer.event())
                    .add("sources", sources(answer));
            honeyHive
                    .filter(url ->
                            LOOPBACK.matcher(url).matches() && !answer.event().isEmpty())
                    .ifPresent(url -> body.add("explain", look(url, session, "/events/" + answer.event())));
            return json(Response.Status.OK, body);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The assistant could not answer", e);
            return json(Response.Status.BAD_GATEWAY, body.add("error", "The model did not answer: " + e.getMessage()));
        }
    }

    /** Takes a thumb for an answer. */
    @POST
    @Path("/feedback")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response feedback(@FormParam("event") String event, @FormParam("good") String good) {
        try {
            assistant.feedback(UUID.fromString(event).toString(), Boolean.parseBoolean(good));
            return json(Response.Status.OK, Json.createObjectBuilder().add("event", event));
        } catch (IllegalArgumentException | NullPointerException e) {
            return json(
                    Response.Status.BAD_REQUEST,
                    Json.createObjectBuilder().add("error", "Name the event of an answer: event=<its id>"));
        }
    }

    private static String look(String console, String session, String event) {
        return console.replaceAll("/$", "") + "/#/sessions/" + session + event;
    }

    private static JsonArrayBuilder sources(Answer answer) {
        JsonArrayBuilder sources = Json.createArrayBuilder();
        for (Passage passage : answer.sources()) {
            sources.add(Json.createObjectBuilder()
                    .add("page", passage.page())
                    .add("heading", passage.heading())
                    .add("text", passage.text())
                    .add("score", passage.score()));
        }
        return sources;
    }

    /** As bytes, which every server writes as they are, whatever JSON library it prefers. */
    private static Response json(Response.Status status, JsonObjectBuilder body) {
        return Response.status(status)
                .entity(body.build().toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
