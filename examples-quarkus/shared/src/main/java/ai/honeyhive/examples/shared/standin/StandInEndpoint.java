/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/**
 * The stand-in for a language model, under OpenAI's address: what a machine without a key talks to. No key is asked
 * for.
 */
@ApplicationScoped
@Path("/v1/chat/completions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
public class StandInEndpoint {

    private final ExtractiveStandIn standIn = new ExtractiveStandIn();

    @POST
    public Response complete(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            ChatRequest request = ChatRequest.of(reader.readObject());
            JsonObject completion = standIn.complete(request);
            return request.streamed() ? streamed(completion) : json(200, completion);
        } catch (RefusedRequest e) {
            return json(400, e.toJson());
        } catch (JsonException | ClassCastException e) {
            return json(400, new RefusedRequest("invalid_json", "The body is not a chat completion request").toJson());
        }
    }

    private static Response streamed(JsonObject completion) {
        return Response.ok(new StreamedCompletion(completion), MediaType.SERVER_SENT_EVENTS_TYPE)
                .build();
    }

    private static Response json(int status, JsonObject body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
