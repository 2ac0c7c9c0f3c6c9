/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ModelResult.ToolCall;
import org.jspecify.annotations.Nullable;

/** Adds tool calls to a result. */
final class ToolCalls {

    private ToolCalls() {}

    /** A call without a name says nothing and is left out; a model may write no arguments. */
    static void add(ModelResult into, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        if (name != null) {
            into.toolCall(new ToolCall(id, name, arguments == null ? "" : arguments));
        }
    }
}
