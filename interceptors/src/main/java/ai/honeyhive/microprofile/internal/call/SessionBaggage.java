/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session in W3C baggage, by which it travels between services. We write {@code honeyhive.session_id} and
 * {@code honeyhive.session_name}; the other spellings are those that HoneyHive's Python SDK writes or accepts.
 */
public final class SessionBaggage {

    private static final String SESSION_ID = "honeyhive.session_id";
    private static final String SESSION_NAME = "honeyhive.session_name";
    private static final List<String> ID_KEYS = List.of(SESSION_ID, "honeyhive_session_id", "session_id");
    private static final List<String> NAME_KEYS = List.of(SESSION_NAME, "honeyhive_session_name", "session_name");

    private SessionBaggage() {}

    /** The session that came with the request, {@code null} where none did. */
    public static @Nullable Session read(Context context) {
        Baggage baggage = Baggage.fromContext(context);
        String id = first(baggage, ID_KEYS);
        if (id == null) {
            return null;
        }
        Session session = Session.named(id);
        String name = first(baggage, NAME_KEYS);
        if (name != null) {
            session.name(name);
        }
        return session;
    }

    /** The context with the session in its baggage; the same context where it is there already. */
    public static Context write(Context context, Session session) {
        Baggage baggage = Baggage.fromContext(context);
        if (session.id().equals(baggage.getEntryValue(SESSION_ID))) {
            return context;
        }
        var builder = baggage.toBuilder().put(SESSION_ID, session.id());
        String name = session.name();
        if (name != null) {
            builder.put(SESSION_NAME, name);
        }
        return context.with(builder.build());
    }

    private static @Nullable String first(Baggage baggage, List<String> keys) {
        if (baggage.isEmpty()) {
            return null;
        }
        for (String key : keys) {
            String value = baggage.getEntryValue(key);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }
}
