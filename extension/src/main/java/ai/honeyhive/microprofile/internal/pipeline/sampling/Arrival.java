/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.baggage.Baggage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a tracer, with what the decision on its trace may depend on.
 *
 * @param evaluated the names of what shall score it, {@code null} for nothing at all
 * @param importance that of the call, {@code null} for a span of somebody else
 * @param baggage what came with the request
 */
public record Arrival(
        SpanRecord record,
        @Nullable List<String> evaluated,
        @Nullable Importance importance,
        Baggage baggage) {}
