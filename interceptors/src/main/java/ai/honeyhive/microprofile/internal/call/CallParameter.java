/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a traced method.
 *
 * @param index its place
 * @param role what it is to the call
 * @param key where its value goes if it goes anywhere as it is
 * @param spanAttribute where its value goes on the span, as its author wants by {@code @SpanAttribute}
 */
record CallParameter(
        int index,
        ParameterRole role,
        ContentKey key,
        @Nullable SpanAttributeKey spanAttribute) {

    /** What stands for the value of a masked parameter. */
    static final String MASK = "***";
}
