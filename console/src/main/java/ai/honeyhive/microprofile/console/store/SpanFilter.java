/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import org.jspecify.annotations.Nullable;

/**
 * Which spans to read. A {@code null} member does not restrict.
 *
 * @param sink spans of the test sink, or those sent to HoneyHive
 */
public record SpanFilter(
        boolean sink,
        @Nullable String service,
        @Nullable String name,
        @Nullable String traceId,
        @Nullable String session,
        int limit) {}
