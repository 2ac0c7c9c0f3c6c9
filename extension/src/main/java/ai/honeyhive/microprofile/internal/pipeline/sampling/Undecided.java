/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.export.TraceShare;
import ai.honeyhive.microprofile.internal.pipeline.event.Errors;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service's part of a trace that is not decided yet: its records so far, and what they say. Guarded by the sampler. */
final class Undecided {

    static final String DECISION_KEY = "honeyhive.sampling";
    private static final String STATE_KEY = "honeyhive";
    private static final List<AttributeKey<Long>> HTTP_STATUS =
            List.of(AttributeKey.longKey("http.response.status_code"), AttributeKey.longKey("http.status_code"));

    final long since;
    long bytes;

    private final SamplingConfig config;
    private final List<Arrival> arrivals = new ArrayList<>(4);
    private @Nullable String sampled;
    private @Nullable String parentsWord;
    private boolean failed;
    private boolean feedback;
    private long longestNanos;

    Undecided(SamplingConfig config, long since) {
        this.config = config;
        this.since = since;
    }

    /**
     * Adds a record and what it says.
     *
     * @param spokenFor the class that the record speaks for, {@code null} for none
     */
    void add(Arrival arrival, @Nullable String spokenFor, long size) {
        arrivals.add(arrival);
        bytes += size;
        SpanRecord record = arrival.record();
        if (spokenFor != null && (sampled == null || config.rate(spokenFor) > config.rate(sampled))) {
            sampled = spokenFor;
        }
        if (parentsWord == null) {
            parentsWord = parentsWord(arrival);
        }
        failed |= Errors.failed(record.status(), Errors.exception(record.events())) || isServerError(record);
        feedback |= hasFeedback(record.attributes()) || hasFeedback(record.content());
        longestNanos = Math.max(longestNanos, record.endEpochNanos() - record.startEpochNanos());
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    /** The decision if nothing that may still come can make it another, else {@code null}. */
    @Nullable
    Decision certain() {
        Decision now = decide();
        boolean kept = now.keep() && now.rate() >= 1;
        return kept || parentsWord != null ? now : null;
    }

    /** The decision by what is known. */
    Decision decide() {
        String name = sampled == null ? SamplingConfig.STANDARD : sampled;
        if (parentsWord != null) {
            return new Decision(parentsWord.equals("keep"), "parent", name, 1);
        }
        if (failed && config.keepErrors()) {
            return new Decision(true, "error", name, 1);
        }
        if (feedback && config.keepFeedback()) {
            return new Decision(true, "feedback", name, 1);
        }
        if (config.slowerThan() != null && longestNanos > config.slowerThan().toNanos()) {
            return new Decision(true, "slow", name, 1);
        }
        double rate = config.rate(name);
        return new Decision(TraceShare.includes(arrivals.get(0).record().span(), rate), "class", name, rate);
    }

    /** Baggage beats the state of the trace; any other word is none. */
    private static @Nullable String parentsWord(Arrival arrival) {
        String word = arrival.baggage().getEntryValue(DECISION_KEY);
        if (word == null) {
            word = arrival.record().span().getTraceState().get(STATE_KEY);
        }
        return "keep".equals(word) || "drop".equals(word) ? word : null;
    }

    private static boolean isServerError(SpanRecord record) {
        for (AttributeKey<Long> key : HTTP_STATUS) {
            Long status = record.attributes().get(key);
            if (status != null && status >= 500) {
                return true;
            }
        }
        return false;
    }

    /** What would have been right is known beforehand, and is nobody's opinion of the answer. */
    private static boolean hasFeedback(Attributes attributes) {
        boolean[] found = new boolean[1];
        attributes.forEach((key, value) -> found[0] |=
                key.getKey().startsWith(HoneyHiveAttributes.FEEDBACK) && !key.equals(HoneyHiveAttributes.GROUND_TRUTH));
        return found[0];
    }
}
