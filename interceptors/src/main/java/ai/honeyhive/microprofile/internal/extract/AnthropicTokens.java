/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import org.jspecify.annotations.Nullable;

/** Anthropic counts cached input tokens apart from the others; the conventions want the total. */
final class AnthropicTokens {

    private AnthropicTokens() {}

    static void add(
            @Nullable Number uncached, @Nullable Number cacheRead, @Nullable Number cacheCreation, ModelResult into) {
        into.cacheReadTokens(cacheRead).cacheCreationTokens(cacheCreation);
        if (uncached != null) {
            into.inputTokens(uncached.longValue() + orZero(cacheRead) + orZero(cacheCreation));
        }
    }

    private static long orZero(@Nullable Number tokens) {
        return tokens == null ? 0 : tokens.longValue();
    }
}
