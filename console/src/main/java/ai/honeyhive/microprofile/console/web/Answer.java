/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back to the client. Never compared, so the array does no harm. */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    static final String JSON = "application/json";

    static Answer json(int status, JsonNode body) {
        // By way of a String: it turns broken surrogates, which a hostile prompt may hold, into question marks.
        return new Answer(status, JSON, body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    /** HoneyHive's answer to accepted spans, in JSON whatever the encoding of the request was. */
    static Answer success() {
        return ok(JsonNodeFactory.instance.objectNode().put("success", true));
    }

    static Answer empty(int status) {
        return new Answer(status, "", new byte[0], Map.of());
    }

    /** An error in the shape of HoneyHive's REST API. */
    static Answer error(int status, String message) {
        return json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("statusCode", status)
                        .put("message", message)
                        .put("success", false));
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }
}
