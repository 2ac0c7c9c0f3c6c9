/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.StringReader;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@ApplicationScoped
public class RestJudge implements ChatModel {

    @RegisterRestClient(configKey = "judge")
    @ClientHeaderParam(name = "Authorization", value = "{authorization}")
    public interface Api {
        @POST
        @Path("/v1/chat/completions")
        JsonObject complete(JsonObject request);

        default String authorization() {
            return "Bearer " + ConfigProvider.getConfig().getValue("judge.key", String.class);
        }
    }

    @Inject
    @RestClient
    Api api;

    @Override
    public ChatAnswer ask(ChatRequest request) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("model", "gpt-4o-mini-2024-07-18")
                .add("temperature", request.temperature())
                .add(
                        "messages",
                        Json.createArrayBuilder()
                                .add(message("system", request.instructions()))
                                .add(message("user", request.data())));
        if (request.schema() != null) {
            body.add(
                    "response_format",
                    Json.createObjectBuilder()
                            .add("type", "json_schema")
                            .add(
                                    "json_schema",
                                    Json.createObjectBuilder()
                                            .add("name", "answer")
                                            .add("schema", read(request.schema()))));
        }
        JsonObject choice = api.complete(body.build()).getJsonArray("choices").getJsonObject(0);
        return ChatAnswer.of(choice.getJsonObject("message").getString("content"));
    }

    private static JsonObjectBuilder message(String role, String text) {
        return Json.createObjectBuilder().add("role", role).add("content", text);
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
