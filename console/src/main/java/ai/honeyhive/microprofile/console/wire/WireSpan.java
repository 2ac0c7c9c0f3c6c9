/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

import java.util.List;
import java.util.Map;

/**
 * One span as it was received, whichever encoding it came in. Nothing is corrected here: ids may be malformed, times
 * may be zero.
 *
 * <p>Attribute values are {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@link Bytes}, a {@link List}
 * or {@link Map} of these, or {@code null} for an empty value.
 *
 * @param traceId lower-case hex where well-formed, else the text received, empty where absent
 * @param spanId as {@code traceId}
 * @param parentSpanId as {@code traceId}; empty for a root
 * @param flags W3C trace flags in the low byte, "parent is remote" in bits 8 and 9
 * @param kind {@code INTERNAL}, {@code SERVER}, {@code CLIENT}, {@code PRODUCER}, {@code CONSUMER} or
 *     {@code UNSPECIFIED}
 * @param startNanos unsigned nanoseconds since the epoch, 0 where absent
 * @param endNanos as {@code startNanos}
 * @param attributes in the order received; of a repeated key the last value
 * @param duplicateKeys attribute keys that came more than once
 * @param statusCode {@code UNSET}, {@code OK} or {@code ERROR}
 */
public record WireSpan(
        String traceId,
        String spanId,
        String parentSpanId,
        String traceState,
        long flags,
        String name,
        String kind,
        long startNanos,
        long endNanos,
        Map<String, Object> attributes,
        List<String> duplicateKeys,
        long droppedAttributes,
        List<Event> events,
        long droppedEvents,
        List<Link> links,
        long droppedLinks,
        String statusCode,
        String statusMessage,
        Resource resource,
        Scope scope) {

    private static final long HAS_IS_REMOTE = 0x100;
    private static final long IS_REMOTE = 0x200;

    /** Whether the sender says that the parent lives in another process; false where it does not say. */
    public boolean parentIsRemote() {
        return (flags & (HAS_IS_REMOTE | IS_REMOTE)) == (HAS_IS_REMOTE | IS_REMOTE);
    }

    /** The value of {@code service.name} on the resource, empty where absent. */
    public String service() {
        return resource.attributes().get("service.name") instanceof String name ? name : "";
    }

    /** A span event. */
    public record Event(String name, long nanos, Map<String, Object> attributes, long droppedAttributes) {}

    /** A span link. */
    public record Link(
            String traceId,
            String spanId,
            String traceState,
            long flags,
            Map<String, Object> attributes,
            long droppedAttributes) {}

    /** The resource that a group of spans shares. */
    public record Resource(Map<String, Object> attributes, String schemaUrl) {}

    /**
     * The instrumentation scope that a group of spans shares.
     *
     * @param group number of the {@code scopeSpans} entry inside its request, from 0
     */
    public record Scope(String name, String version, Map<String, Object> attributes, String schemaUrl, int group) {}

    /** A bytes attribute, in base64 as OTLP/JSON writes it. */
    public record Bytes(String base64) {}
}
