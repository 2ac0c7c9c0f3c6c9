/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;

/**
 * Our own record of an ended span: what the pipeline carries, whichever entrance it came by.
 *
 * @param span the span's ids
 * @param parent the parent's ids, invalid for a root
 * @param name the span's name
 * @param kind the span's kind
 * @param startEpochNanos nanoseconds since the epoch
 * @param endEpochNanos nanoseconds since the epoch
 * @param attributes what stands on the span
 * @param content what is for HoneyHive only: beats {@code attributes} where both have a key
 * @param events span events, exceptions among them
 * @param links span links
 * @param status the span's status
 * @param statusDescription its description, empty where there is none
 * @param droppedAttributes how many attributes the SDK dropped at its limit
 * @param scope the instrumentation scope that made the span
 * @param resource the resource of the SDK that made it
 * @param critical whether the record goes in the lane that is sent first and dropped last
 */
public record SpanRecord(
        SpanContext span,
        SpanContext parent,
        String name,
        SpanKind kind,
        long startEpochNanos,
        long endEpochNanos,
        Attributes attributes,
        Attributes content,
        List<Event> events,
        List<Link> links,
        StatusCode status,
        String statusDescription,
        int droppedAttributes,
        Scope scope,
        Attributes resource,
        boolean critical) {

    /** A span event. */
    public record Event(String name, long epochNanos, Attributes attributes) {}

    /** A span link. */
    public record Link(SpanContext span, Attributes attributes) {}

    /** An instrumentation scope; version and schema URL are empty where unknown. */
    public record Scope(String name, String version, String schemaUrl) {}

    /** The same record with other content: the last station leaves its final attributes there. */
    public SpanRecord withContent(Attributes attributes, Attributes content) {
        return new SpanRecord(
                span,
                parent,
                name,
                kind,
                startEpochNanos,
                endEpochNanos,
                attributes,
                content,
                events,
                links,
                status,
                statusDescription,
                droppedAttributes,
                scope,
                resource,
                critical);
    }
}
