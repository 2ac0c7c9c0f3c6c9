/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
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
import jakarta.ws.rs.core.StreamingOutput;
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

    /** Who asks what, in which conversation. */
    private record Asked(String question, String session, String user) {

        /** @throws IllegalArgumentException with what is wrong with it */
        static Asked of(String question, String conversation, String user) {
            if (question == null || question.isBlank()) {
                throw new IllegalArgumentException("Ask something: q=…");
            }
            try {
                UUID session = conversation == null || conversation.isBlank()
                        ? UUID.randomUUID()
                        : UUID.fromString(conversation);
                return new Asked(question.strip(), session.toString(), user);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("The conversation must be a UUID, or left out", e);
            }
        }
    }

    @GET
    public Response ask(
            @QueryParam("q") String question,
            @QueryParam("conversation") String conversation,
            @QueryParam("user") @DefaultValue("guest") String user) {
        try {
            JsonObject answer = answer(Asked.of(question, conversation, user), Listener.NOBODY);
            return json(answer.containsKey("error") ? Response.Status.BAD_GATEWAY : Response.Status.OK, answer);
        } catch (IllegalArgumentException e) {
            return refusal(e.getMessage());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(
            @FormParam("q") String question,
            @FormParam("conversation") String conversation,
            @FormParam("user") @DefaultValue("guest") String user) {
        return ask(question, conversation, user);
    }

    /** The same while it is written: {@code piece} and {@code again} of {@link AnswerStream}, at the end {@code answer}. */
    @POST
    @Path("/stream")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Response stream(
            @FormParam("q") String question,
            @FormParam("conversation") String conversation,
            @FormParam("user") @DefaultValue("guest") String user) {
        try {
            Asked asked = Asked.of(question, conversation, user);
            // What follows runs when this method has returned: some servers have left the request's trace by then.
            Context trace = Context.current();
            StreamingOutput events = browser -> {
                AnswerStream stream = new AnswerStream(browser);
                try (Scope ignored = trace.makeCurrent()) {
                    stream.send("answer", answer(asked, stream));
                }
            };
            return Response.ok(events, MediaType.SERVER_SENT_EVENTS_TYPE).build();
        } catch (IllegalArgumentException e) {
            return refusal(e.getMessage());
        }
    }

    private JsonObject answer(Asked asked, Listener listener) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("session", asked.session())
                .add("trace", Span.current().getSpanContext().getTraceId());
        Optional<String> console = honeyHive.filter(url -> LOOPBACK.matcher(url).matches());
        console.ifPresent(url -> body.add("look", look(url, asked.session(), "")));
        try {
            Answer answer = assistant.ask(asked.question(), asked.session(), asked.user(), listener);
            body.add("answer", answer.text())
                    .add("model", answer.model())
                    .add("event", answer.event())
                    .add("sources", sources(answer));
            console.filter(url -> !answer.event().isEmpty())
                    .ifPresent(url -> body.add("explain", look(url, asked.session(), "/events/" + answer.event())));
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The assistant could not answer", e);
            body.add("error", "The model did not answer: " + e.getMessage());
        }
        return body.build();
    }

    /** Takes a thumb for an answer. */
    @POST
    @Path("/feedback")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response feedback(@FormParam("event") String event, @FormParam("good") String good) {
        try {
            assistant.feedback(UUID.fromString(event).toString(), Boolean.parseBoolean(good));
            return json(
                    Response.Status.OK,
                    Json.createObjectBuilder().add("event", event).build());
        } catch (IllegalArgumentException | NullPointerException e) {
            return refusal("Name the event of an answer: event=<its id>");
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

    private static Response refusal(String problem) {
        return json(
                Response.Status.BAD_REQUEST,
                Json.createObjectBuilder().add("error", problem).build());
    }

    /** As bytes, which every server writes as they are, whatever JSON library it prefers. */
    private static Response json(Response.Status status, JsonObject body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
