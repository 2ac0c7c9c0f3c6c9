/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.MappedEvent;
import ai.honeyhive.microprofile.console.event.SessionKey;
import ai.honeyhive.microprofile.console.event.SpanMapper;
import ai.honeyhive.microprofile.console.event.Uuids;
import ai.honeyhive.microprofile.console.wire.WireSpan;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the store.
 *
 * @param span what it was made of, {@code null} for one that came by a REST call
 * @param parentEventId the parent that it names itself, empty where the span tells or nobody
 */
public record NewEvent(MappedEvent event, @Nullable WireSpan span, String parentEventId) {

    /** The event of a span. */
    public static NewEvent of(WireSpan span) {
        Object parent = span.attributes().get("honeyhive.parent_id");
        boolean root = span.parentSpanId().isEmpty();
        return new NewEvent(SpanMapper.map(span), span, root && parent instanceof String id ? id : "");
    }

    String sessionKey() {
        if (!event.sessionId().isEmpty()) {
            return event.sessionId();
        }
        return SessionKey.ofTrace(span == null ? "" : span.traceId());
    }

    /** The id stated, else for a span always the same one, so that a link into the console survives a restart. */
    String preferredEventId() {
        String stated = event.document().path("event_id").asText();
        if (!stated.isEmpty() && stated.equals(event.sessionId())) {
            return stated;
        }
        if (SessionKey.isUuid(stated)) {
            return stated.toLowerCase(Locale.ROOT);
        }
        return span == null
                ? UUID.randomUUID().toString()
                : Uuids.ofName(span.traceId() + ":" + span.spanId()).toString();
    }
}
