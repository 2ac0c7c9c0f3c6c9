/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool by a model.
 *
 * @param name the tool's name
 * @param arguments the arguments by name; numbers are compared by value, everything else by {@code equals}
 */
public record ToolCall(String name, Map<String, @Nullable Object> arguments) {

    /** Copies the arguments; values may be null. */
    public ToolCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A call without arguments. */
    public static ToolCall of(String name) {
        return new ToolCall(name, Map.of());
    }
}
