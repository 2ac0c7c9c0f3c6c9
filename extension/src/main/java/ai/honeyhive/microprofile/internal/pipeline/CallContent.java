/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** What goes to HoneyHive only: the content of a call, if it is one, and the session. */
final class CallContent {

    private CallContent() {}

    static Attributes of(@Nullable TracedCall call, Session session) {
        AttributesBuilder content = call == null ? Attributes.builder() : call.content();
        content.put(EventMapper.SESSION_ID, session.id());
        String name = session.name();
        if (name != null) {
            content.put(EventMapper.SESSION_NAME, name);
        }
        return content.build();
    }
}
