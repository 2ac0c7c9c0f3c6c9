/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came with a request: session, user and tracer in its W3C baggage. What we send, {@link Propagation} writes; the
 * other spellings of the session are those that HoneyHive's Python SDK writes or accepts.
 *
 * <p>The header may come from anybody: what is too long or of another form is ignored.
 */
public final class Carried {

    static final String SESSION_ID = "honeyhive.session_id";
    static final String SESSION_NAME = "honeyhive.session_name";
    static final String USER_ID = "honeyhive.user_id";
    static final String TRACER = "honeyhive.tracer";
    static final String PARENT_ID = "honeyhive.parent_id";

    /** The longest value of a member, in UTF-8 bytes before it is percent-encoded. */
    static final int LONGEST_VALUE = 256;

    private static final List<String> ID_KEYS = List.of(SESSION_ID, "honeyhive_session_id", "session_id");
    private static final List<String> NAME_KEYS = List.of(SESSION_NAME, "honeyhive_session_name", "session_name");
    private static final Pattern TRACER_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final ContextKey<Session> SESSION = ContextKey.named("honeyhive-session");

    private Carried() {}

    /** The session that came with the request, or that {@link #with} has set; {@code null} where there is none. */
    public static @Nullable Session session(Context context) {
        Session set = context.get(SESSION);
        if (set != null) {
            return set;
        }
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
        session.experimentCase(ExperimentCase.of(baggage));
        return session;
    }

    /** The context in which a new trace begins in this session. Nothing of it is in the baggage. */
    static Context with(Context context, Session session) {
        return context.with(SESSION, session);
    }

    /** The tracer that the caller has chosen, {@code null} where it has not. Nobody knows whether there is one here. */
    public static @Nullable String tracer(Context context) {
        String tracer = Baggage.fromContext(context).getEntryValue(TRACER);
        return tracer != null && TRACER_NAME.matcher(tracer).matches() ? tracer : null;
    }

    /** The end user, {@code null} where the caller has named none. */
    public static @Nullable String user(Context context) {
        String user = Baggage.fromContext(context).getEntryValue(USER_ID);
        return user != null && fits(user) ? user : null;
    }

    /**
     * The nearest span above a remote parent that HoneyHive has: the parent itself is often a span of an HTTP client, which
     * HoneyHive does not get.
     *
     * @param span the span
     * @param tracer the tracer that has it, empty for the default one; others do not
     */
    public record Above(SpanContext span, String tracer) {}

    /**
     * The span of the caller that HoneyHive has.
     *
     * @param parent the parent as {@code traceparent} gives it
     * @return {@code null} where the caller has not named any
     */
    public static @Nullable Above above(Context context, SpanContext parent) {
        Baggage baggage = Baggage.fromContext(context);
        String id = baggage.isEmpty() || !parent.isValid() ? null : baggage.getEntryValue(PARENT_ID);
        if (id == null || !SpanId.isValid(id)) {
            return null;
        }
        String chosen = tracer(context);
        return new Above(
                SpanContext.createFromRemoteParent(
                        parent.getTraceId(), id, parent.getTraceFlags(), parent.getTraceState()),
                chosen == null ? "" : chosen);
    }

    /** Whether a member of a baggage is HoneyHive's. */
    static boolean isOurs(String key) {
        return key.startsWith("honeyhive.") || key.startsWith("honeyhive_");
    }

    /** Whether a value may be a member's. */
    static boolean fits(String value) {
        return !value.isBlank()
                && value.length() <= LONGEST_VALUE
                && value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_VALUE;
    }

    private static @Nullable String first(Baggage baggage, List<String> keys) {
        if (baggage.isEmpty()) {
            return null;
        }
        for (String key : keys) {
            String value = baggage.getEntryValue(key);
            if (value != null && fits(value)) {
                return value;
            }
        }
        return null;
    }
}
