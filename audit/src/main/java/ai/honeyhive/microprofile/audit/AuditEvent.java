/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which thing, and how it ended. Texts longer than 2,048 characters are cut in the record, with the
 * number of characters left out; all are strings, also numbers.
 *
 * <p><b>Never a secret and never a prompt.</b> Where two records must be seen to mean the same value, put
 * {@link AuditLog#fingerprint} of it.
 *
 * <p>Immutable and thread-safe.
 */
public final class AuditEvent {

    private final AuditEventType type;
    private final Outcome outcome;
    private final @Nullable String actor;
    private final @Nullable String target;
    private final @Nullable String reason;
    private final @Nullable String traceId;
    private final @Nullable String spanId;
    private final Map<String, String> details;
    private final Instant time = Instant.now();
    private final long nanoTime = System.nanoTime();

    private AuditEvent(Builder builder) {
        type = builder.type;
        outcome = builder.outcome;
        actor = builder.actor;
        target = builder.target;
        reason = builder.reason;
        traceId = builder.traceId;
        spanId = builder.spanId;
        details =
                builder.details == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(builder.details));
    }

    /** A builder, not thread-safe. */
    public static Builder of(AuditEventType type, Outcome outcome) {
        return new Builder(type, outcome);
    }

    /** What happened. */
    public AuditEventType type() {
        return type;
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Who did it: a user, a component; null means the application itself. */
    public @Nullable String actor() {
        return actor;
    }

    /** What it was done to. */
    public @Nullable String target() {
        return target;
    }

    /** Why, in words. */
    public @Nullable String reason() {
        return reason;
    }

    /** The trace it belongs to, 32 hexadecimal digits. */
    public @Nullable String traceId() {
        return traceId;
    }

    /** The span it belongs to, 16 hexadecimal digits. */
    public @Nullable String spanId() {
        return spanId;
    }

    /** When it was built, by the wall clock. */
    public Instant time() {
        return time;
    }

    /** When it was built, by {@link System#nanoTime()}. */
    public long nanoTime() {
        return nanoTime;
    }

    /** Further facts by name, in their order; unmodifiable. */
    public Map<String, String> details() {
        return details;
    }

    /** About what it keeps in memory, in characters. */
    int size() {
        int size = 64 + length(actor) + length(target) + length(reason);
        for (Map.Entry<String, String> detail : details.entrySet()) {
            size += detail.getKey().length() + detail.getValue().length();
        }
        return size;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    @Override
    public String toString() {
        return "AuditEvent[" + type.id() + ", " + outcome.id() + ", target " + target + "]";
    }

    /** Builds one event; not thread-safe. */
    public static final class Builder {
        private final AuditEventType type;
        private final Outcome outcome;
        private @Nullable String actor;
        private @Nullable String target;
        private @Nullable String reason;
        private @Nullable String traceId;
        private @Nullable String spanId;
        private @Nullable Map<String, String> details;

        private Builder(AuditEventType type, Outcome outcome) {
            this.type = Objects.requireNonNull(type, "type");
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        /** Who did it; null, the default, means the application itself. */
        public Builder actor(@Nullable String actor) {
            this.actor = actor;
            return this;
        }

        /** What it was done to. */
        public Builder target(@Nullable String target) {
            this.target = target;
            return this;
        }

        /** Why, in words; of an exception class and redacted message, never a stack trace. */
        public Builder reason(@Nullable String reason) {
            this.reason = reason;
            return this;
        }

        /** The trace and span it belongs to, as W3C Trace Context writes them; null for none. */
        public Builder trace(@Nullable String traceId, @Nullable String spanId) {
            this.traceId = traceId;
            this.spanId = spanId;
            return this;
        }

        /** A further fact; a second one of the same name replaces the first. */
        public Builder detail(String name, String value) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            if (details == null) {
                details = new LinkedHashMap<>();
            }
            details.put(name, value);
            return this;
        }

        /** A number as a further fact. */
        public Builder detail(String name, long value) {
            return detail(name, Long.toString(value));
        }

        /** The event, as of now. */
        public AuditEvent build() {
            return new AuditEvent(this);
        }
    }
}
