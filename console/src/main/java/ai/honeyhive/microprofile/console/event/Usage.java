/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Token usage of one event, -1 where it is not known.
 *
 * @param prompt tokens read
 * @param completion tokens written
 * @param total what the event states, else the sum
 */
public record Usage(long prompt, long completion, long total) {

    /** Reads the usage of an event document, whichever generation of names it uses. */
    public static Usage of(ObjectNode document) {
        JsonNode metadata = document.path("metadata");
        long prompt = first(metadata, "prompt_tokens", "input_tokens");
        long completion = first(metadata, "completion_tokens", "output_tokens");
        long stated = first(metadata, "total_tokens");
        boolean summable = prompt >= 0 || completion >= 0;
        long sum = summable ? Math.max(prompt, 0) + Math.max(completion, 0) : -1;
        return new Usage(prompt, completion, stated >= 0 ? stated : sum);
    }

    /** Adds what HoneyHive derives: the total, the model that answered, the first finish reason. */
    static void complete(ObjectNode document) {
        if (!(document.get("metadata") instanceof ObjectNode metadata)) {
            return;
        }
        long total = of(document).total();
        if (total >= 0 && !metadata.has("total_tokens")) {
            metadata.put("total_tokens", total);
        }
        JsonNode model = metadata.has("response_model") ? metadata.get("response_model") : document.at("/config/model");
        if (!metadata.has("model_name") && !model.isMissingNode()) {
            metadata.set("model_name", model);
        }
        JsonNode reason = metadata.at("/finish_reasons/0");
        if (!metadata.has("finish_reason") && !reason.isMissingNode()) {
            metadata.set("finish_reason", reason);
        }
    }

    private static long first(JsonNode metadata, String... names) {
        for (String name : names) {
            JsonNode value = metadata.path(name);
            if (value.isNumber() && value.canConvertToLong() && value.longValue() >= 0) {
                return value.longValue();
            }
        }
        return -1;
    }
}
