/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.Errors;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our own record of a span, from whichever entrance it comes. */
final class Records {

    private Records() {}

    /** The record of a span that the server's SDK has made. */
    static SpanRecord of(LocalTraces.Taken taken) {
        SpanData data = taken.span().toSpanData();
        List<SpanRecord.Event> events = events(data, taken.messages());
        TracedCall call = taken.call();
        boolean failed = (call != null && call.failed())
                || Errors.failed(data.getStatus().getStatusCode(), Errors.exception(events));
        return new SpanRecord(
                data.getSpanContext(),
                data.getParentSpanContext(),
                data.getName(),
                data.getKind(),
                data.getStartEpochNanos(),
                data.getEndEpochNanos(),
                data.getAttributes(),
                content(call, taken.session()),
                events,
                links(data),
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

    private static Attributes content(@Nullable TracedCall call, Session session) {
        AttributesBuilder content = call == null ? Attributes.builder() : call.content().toBuilder();
        content.put(EventMapper.SESSION_ID, session.id());
        String name = session.name();
        if (name != null) {
            content.put(EventMapper.SESSION_NAME, name);
        }
        return content.build();
    }

    /** The record of a call that no processor saw. */
    static SpanRecord of(UnclaimedCall unclaimed, SpanRecord.Scope scope, Attributes resource) {
        TracedCall call = unclaimed.call();
        Throwable error = unclaimed.error();
        boolean failed = error != null || call.failed();
        return new SpanRecord(
                unclaimed.span(),
                unclaimed.parent(),
                unclaimed.name(),
                unclaimed.kind(),
                unclaimed.startEpochNanos(),
                unclaimed.endEpochNanos(),
                unclaimed.attributes(),
                content(call, call.session()),
                error == null ? List.of() : List.of(Thrown.event(error, unclaimed.endEpochNanos())),
                List.of(),
                failed ? StatusCode.ERROR : StatusCode.UNSET,
                error == null ? "" : Thrown.message(error),
                0,
                scope,
                resource,
                failed || call.importance() == Importance.CRITICAL);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
