/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reasons of the libraries in the words of OpenTelemetry's conventions. */
final class FinishReasons {

    private FinishReasons() {}

    /** The conventions allow any word where none of theirs fits, so an unknown one is kept, in lower case. */
    static @Nullable String conventional(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        String word = reason.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "end_turn", "stop_sequence", "completed" -> "stop";
            case "max_tokens", "max_output_tokens", "model_context_window_exceeded" -> "length";
            case "tool_calls", "tool_use", "tool_execution", "function_call" -> "tool_call";
            case "refusal" -> "content_filter";
            // The answer was broken off: the conventions ask for "error" in the place of the reason that never came.
            case "failed", "cancelled" -> "error";
            default -> word;
        };
    }
}
