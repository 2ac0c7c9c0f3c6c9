/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where an object that may be a chat message keeps its parts; each handle is of the type {@code (Object)Object}.
 *
 * @param role the speaker
 * @param content what is said: a text, or parts
 * @param toolCalls the tools that the speaker wants called
 * @param toolCallId the call that this message answers
 * @param id the id of an object that is a call of a tool
 * @param name the name of the tool of such a call
 * @param arguments the arguments of such a call
 * @param messages the messages of an object that is a whole request
 */
record MessageShape(
        @Nullable MethodHandle role,
        @Nullable MethodHandle content,
        @Nullable MethodHandle toolCalls,
        @Nullable MethodHandle toolCallId,
        @Nullable MethodHandle id,
        @Nullable MethodHandle name,
        @Nullable MethodHandle arguments,
        @Nullable MethodHandle messages) {

    static final MessageShape NONE = new MessageShape(null, null, null, null, null, null, null, null);

    boolean isMessage() {
        return role != null && content != null;
    }

    boolean isToolCall() {
        return name != null && arguments != null;
    }

    static @Nullable Object get(@Nullable MethodHandle handle, Object target) throws Throwable {
        return handle == null ? null : Encoding.unwrap(handle.invokeExact(target));
    }
}
