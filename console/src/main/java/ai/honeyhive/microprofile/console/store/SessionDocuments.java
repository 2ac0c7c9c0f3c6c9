/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.EventType;
import ai.honeyhive.microprofile.console.event.MappedEvent;
import ai.honeyhive.microprofile.console.event.SpanMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The events that stand for sessions: their id is the session's id, and they have no parent. */
final class SessionDocuments {
    private SessionDocuments() {}

    static boolean isSession(NewEvent event) {
        return event.span() == null
                && event.event().type().equals(EventType.SESSION.wire())
                && event.preferredEventId().equals(event.event().sessionId());
    }

    /** The row that HoneyHive adds when the first span of an unknown session asks for it; timed as that span. */
    static NewEvent autoCreated(NewEvent first) {
        MappedEvent span = first.event();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("event_id", span.sessionId());
        document.put("event_type", EventType.SESSION.wire());
        document.put("event_name", span.sessionName());
        document.put("source", span.source());
        document.set("project", span.document().path("project"));
        document.putNull("error");
        for (String time : List.of("start_time", "end_time", "duration")) {
            document.set(time, span.document().path(time));
        }
        for (String bucket : SpanMapper.BUCKETS) {
            document.putObject(bucket);
        }
        return new NewEvent(new MappedEvent(span.sessionId(), true, span.sessionName(), document, List.of()), null, "");
    }
}
