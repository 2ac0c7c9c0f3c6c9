/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of ours travels to other services in W3C baggage, and to which of them. In this process session, user and tracer are
 * in no baggage at all: whoever sends one without asking here sends nothing of ours, but for what came with a request.
 *
 * <p>Immutable and thread-safe.
 */
public final class Propagation {

    /** What may travel. */
    public enum Member {
        /**
         * {@code honeyhive.session_id} and {@code honeyhive.session_name}; and {@code honeyhive.parent_id}, the span that
         * HoneyHive's tree goes on from, where that is not the one of {@code traceparent}. In an experiment also {@code run_id},
         * {@code dataset_id} and {@code datapoint_id}.
         */
        SESSION,
        /** {@code honeyhive.user_id}. */
        USER,
        /** {@code honeyhive.tracer}. */
        TRACER
    }

    /** Where a request goes or a message, as far as it is known. */
    public static final class Destination {

        /** Nobody knows: nothing of ours goes there. */
        public static final Destination UNKNOWN = new Destination("", false);

        private final String name;
        private final boolean messages;

        private Destination(String name, boolean messages) {
            this.name = name;
            this.messages = messages;
        }

        /** A queue or topic. */
        public static Destination messages(@Nullable String name) {
            return name == null || name.isEmpty() ? UNKNOWN : new Destination(name, true);
        }

        /** A host by name or address, without port. */
        public static Destination host(@Nullable String host) {
            return host == null || host.isEmpty() ? UNKNOWN : new Destination(host, false);
        }
    }

    /** The header of W3C baggage. */
    public static final String BAGGAGE = "baggage";

    /** Nothing travels. */
    public static final Propagation NONE = new Propagation(host -> false, queue -> false, Set.of(), context -> null);

    private static final ContextKey<Destination> DESTINATION = ContextKey.named("honeyhive-destination");

    private final Predicate<String> hosts;
    private final Predicate<String> messages;
    private final Set<Member> members;
    private final Function<Context, @Nullable Session> sessions;

    /**
     * Rules of propagation.
     *
     * @param hosts whether ours may go to a host
     * @param messages whether ours may go into messages to a queue or topic of that name
     * @param members what may go there
     * @param sessions the session of the trace that a context is in, outside of traced calls; {@code null} for none
     */
    public Propagation(
            Predicate<String> hosts,
            Predicate<String> messages,
            Set<Member> members,
            Function<Context, @Nullable Session> sessions) {
        this.hosts = hosts;
        this.messages = messages;
        this.members = Set.copyOf(members);
        this.sessions = sessions;
    }

    /** The context with a destination that is known for certain. */
    static Context towards(Context context, Destination destination) {
        return context.with(DESTINATION, destination);
    }

    /** The destination that somebody has set for certain, {@code null} where nobody has. */
    public static @Nullable Destination destination(Context context) {
        return context.get(DESTINATION);
    }

    /**
     * The context with the baggage of a header that the application has written by itself. A propagator without baggage writes
     * nothing, and leaves such a header; one with baggage, as ours mostly has, would put its own in the place.
     *
     * @param header {@code null} for none
     */
    public static Context withWritten(Context context, @Nullable String header) {
        return header == null || !Baggage.fromContext(context).isEmpty()
                ? context
                : W3CBaggagePropagator.getInstance().extract(context, Map.of(BAGGAGE, header), Headers.GETTER);
    }

    /** The baggage that may leave towards a destination: everybody else's as it is, and ours where that is allowed. */
    public Baggage outgoing(Context context, Destination destination) {
        Baggage baggage = Baggage.fromContext(context);
        BaggageBuilder builder = baggage.toBuilder();
        if (!mayGo(destination)) {
            baggage.forEach((key, entry) -> {
                if (Carried.isOurs(key)) {
                    builder.remove(key);
                }
            });
            if (ExperimentCase.of(baggage) != null) {
                ExperimentCase.MEMBERS.forEach(builder::remove);
            }
            return builder.build();
        }
        TracedCall call = TracedCall.from(context);
        Session session = session(context, call);
        String user = call == null ? Carried.user(context) : call.user();
        String tracer = call == null ? Carried.tracer(context) : call.tracer();
        put(builder, Member.SESSION, Carried.SESSION_ID, session == null ? null : session.id());
        put(builder, Member.SESSION, Carried.SESSION_NAME, session == null ? null : session.name());
        put(builder, Member.SESSION, Carried.PARENT_ID, parent(context, call));
        putCase(builder, session == null ? null : session.experimentCase(), baggage);
        put(builder, Member.USER, Carried.USER_ID, user);
        put(builder, Member.TRACER, Carried.TRACER, tracer);
        return builder.build();
    }

    /** Outside of experiments, members of these names are somebody else's. */
    private void putCase(BaggageBuilder builder, @Nullable ExperimentCase known, Baggage baggage) {
        ExperimentCase row = known == null ? ExperimentCase.of(baggage) : known;
        if (row != null) {
            put(builder, Member.SESSION, ExperimentCase.RUN_ID, row.runId());
            put(builder, Member.SESSION, ExperimentCase.DATASET_ID, row.datasetId());
            put(builder, Member.SESSION, ExperimentCase.DATAPOINT_ID, row.datapointId());
        }
    }

    private boolean mayGo(Destination destination) {
        return destination != Destination.UNKNOWN && (destination.messages ? messages : hosts).test(destination.name);
    }

    private @Nullable Session session(Context context, @Nullable TracedCall call) {
        if (call != null) {
            return call.session();
        }
        Session carried = Carried.session(context);
        return carried == null ? sessions.apply(context) : carried;
    }

    /** The nearest span that HoneyHive has, unless it is that of the context, which travels anyway. */
    private static @Nullable String parent(Context context, @Nullable TracedCall call) {
        SpanContext nearest = call == null ? SpanContext.getInvalid() : call.spanContext();
        SpanContext current = Span.fromContext(context).getSpanContext();
        if (!nearest.isValid()) {
            return Baggage.fromContext(context).getEntryValue(Carried.PARENT_ID);
        }
        return nearest.getTraceId().equals(current.getTraceId())
                        && !nearest.getSpanId().equals(current.getSpanId())
                ? nearest.getSpanId()
                : null;
    }

    private void put(BaggageBuilder builder, Member member, String key, @Nullable String value) {
        if (value != null && members.contains(member) && Carried.fits(value)) {
            builder.put(key, value);
        } else {
            builder.remove(key);
        }
    }
}
