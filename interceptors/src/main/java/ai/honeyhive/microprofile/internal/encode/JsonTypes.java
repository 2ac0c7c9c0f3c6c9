/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.util.Set;

/** Classes whose text is JSON, by name, since none of them may be there. */
final class JsonTypes {

    private static final Set<String> NAMES = Set.of(
            "jakarta.json.JsonValue",
            "com.fasterxml.jackson.databind.JsonNode",
            "tools.jackson.databind.JsonNode",
            "com.google.gson.JsonElement");

    private JsonTypes() {}

    static boolean isJson(Class<?> type) {
        return Supertypes.anyMatch(type, NAMES::contains);
    }
}
