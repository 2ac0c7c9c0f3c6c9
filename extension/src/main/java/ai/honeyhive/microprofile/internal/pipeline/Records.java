/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.Errors;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Our own record of a span that the server's SDK has made. */
final class Records {

    private Records() {}

    static SpanRecord of(LocalTraces.Taken taken) {
        SpanData data = taken.span().toSpanData();
        List<SpanRecord.Event> events = events(data, taken.messages());
        TracedCall call = taken.call();
        boolean failed = (call != null && call.failed())
                || Errors.failed(data.getStatus().getStatusCode(), Errors.exception(events));
        return new SpanRecord(
                data.getSpanContext(),
                taken.parent(),
                data.getName(),
                data.getKind(),
                data.getStartEpochNanos(),
                data.getEndEpochNanos(),
                data.getAttributes(),
                CallContent.of(call, taken.session()),
                events,
                links(data, call),
                data.getStatus().getStatusCode(),
                data.getStatus().getDescription(),
                data.getTotalAttributeCount() - data.getAttributes().size(),
                scope(data.getInstrumentationScopeInfo()),
                data.getResource().getAttributes(),
                failed || taken.critical());
    }

    private static List<SpanRecord.Event> events(SpanData data, List<SpanRecord.Event> messages) {
        if (data.getEvents().isEmpty()) {
            return messages;
        }
        List<SpanRecord.Event> events = new ArrayList<>(messages);
        data.getEvents()
                .forEach(event -> events.add(
                        new SpanRecord.Event(event.getName(), event.getEpochNanos(), event.getAttributes())));
        return events;
    }

    private static List<SpanRecord.Link> links(SpanData data, @Nullable TracedCall call) {
        if (call == null || call.links().isEmpty()) {
            return links(data);
        }
        // A newer API has put them on the span as well.
        Set<String> ours = call.links().stream().map(SpanContext::getSpanId).collect(Collectors.toSet());
        return Stream.concat(
                        links(data).stream()
                                .filter(link -> !ours.contains(link.span().getSpanId())),
                        links(call).stream())
                .toList();
    }

    /** The links that a call has got after its start. */
    static List<SpanRecord.Link> links(TracedCall call) {
        return call.links().stream()
                .map(span -> new SpanRecord.Link(span, Attributes.empty()))
                .toList();
    }

    private static List<SpanRecord.Link> links(SpanData data) {
        return data.getLinks().isEmpty()
                ? List.of()
                : data.getLinks().stream()
                        .map(link -> new SpanRecord.Link(link.getSpanContext(), link.getAttributes()))
                        .toList();
    }

    private static SpanRecord.Scope scope(InstrumentationScopeInfo scope) {
        return new SpanRecord.Scope(scope.getName(), orEmpty(scope.getVersion()), orEmpty(scope.getSchemaUrl()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
