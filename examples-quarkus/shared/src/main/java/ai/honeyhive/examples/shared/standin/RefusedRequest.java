/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.standin;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A request that OpenAI's interface would refuse too. */
final class RefusedRequest extends RuntimeException {

    private final String code;

    RefusedRequest(String code, String message) {
        super(message);
        this.code = code;
    }

    JsonObject toJson() {
        return Json.createObjectBuilder()
                .add(
                        "error",
                        Json.createObjectBuilder()
                                .add("message", getMessage())
                                .add("type", "invalid_request_error")
                                .add("code", code))
                .build();
    }
}
