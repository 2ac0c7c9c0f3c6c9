/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.export.TraceShare;
import ai.honeyhive.microprofile.internal.pipeline.event.Errors;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service's part of a trace that is not decided yet: its records so far, and what they say. Guarded by the sampler. */
final class Undecided {

    static final String DECISION_KEY = "honeyhive.sampling";
    private static final String STATE_KEY = "honeyhive";
    private static final String CLASS = "class";
    private static final String PASSED = "_passed";
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
    private String longest = "";

    /** Its scores have been asked for: that happens once. */
    private boolean scored;

    private boolean lowScore;
    private boolean slow;
    private boolean ended;
    private SpanContext first = SpanContext.getInvalid();

    /** How many of its records are away to be scored; they are not among the arrivals. */
    private int away;

    /** What has been decided, while some of its records are away still. */
    private @Nullable Decision settled;

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
        if (arrivals.isEmpty() && away == 0) {
            first = arrival.record().span();
        }
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
        lowScore |= config.keepsByScore() && hasLowScore(record.content());
        long nanos = record.endEpochNanos() - record.startEpochNanos();
        if (nanos >= longestNanos) {
            longestNanos = nanos;
            longest = record.name();
        }
    }

    /** Takes out the records that may be scored, of which each is to come {@link #back}; empty where that was done before. */
    List<Arrival> toBeScored() {
        if (scored) {
            return List.of();
        }
        scored = true;
        List<Arrival> leaving =
                arrivals.stream().filter(arrival -> arrival.evaluated() != null).toList();
        arrivals.removeAll(leaving);
        away = leaving.size();
        return leaving;
    }

    boolean isAway() {
        return away > 0;
    }

    /** A record is back, with the scores that there are, if there are any. */
    void back(Arrival arrival, @Nullable Scored scores) {
        away--;
        arrivals.add(scores == null ? arrival : arrival.with(scores));
        if (scores != null) {
            lowScore |= isBelow(scores.lowest()) || (config.keepFailedEvaluations() && scores.failed());
        }
    }

    @Nullable
    Decision settled() {
        return settled;
    }

    void settle(Decision decision) {
        settled = decision;
    }

    /** It has ended: compares it with others of its operation, once. */
    void ended(@Nullable SlowOperations operations) {
        if (operations != null && !ended) {
            slow = operations.isSlow(longest, longestNanos);
        }
        ended = true;
    }

    /** Whether its scores may make the decision another one. */
    boolean dependsOnScores(Decision decision) {
        return config.keepsByScore() && decision.reason().equals(CLASS) && decision.rate() < 1;
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
        if (lowScore) {
            return new Decision(true, "score", name, 1);
        }
        if (slow
                || (config.slowerThan() != null
                        && longestNanos > config.slowerThan().toNanos())) {
            return new Decision(true, "slow", name, 1);
        }
        double rate = config.rate(name);
        return new Decision(TraceShare.includes(first, rate), CLASS, name, rate);
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

    /** What a quality gate has found, which stands on the call already: a score that comes with a verdict. */
    private boolean hasLowScore(Attributes content) {
        boolean[] found = new boolean[1];
        content.forEach((key, value) -> {
            String name = key.getKey();
            if (value instanceof Boolean passed
                    && name.startsWith(HoneyHiveAttributes.METRICS)
                    && name.endsWith(PASSED)) {
                String score = name.substring(0, name.length() - PASSED.length());
                found[0] |= !passed && config.keepFailedEvaluations();
                found[0] |= isBelow(content.get(AttributeKey.doubleKey(score)));
            }
        });
        return found[0];
    }

    private boolean isBelow(@Nullable Double score) {
        Double limit = config.scoreBelow();
        return limit != null && score != null && score < limit;
    }

    /** What would have been right is known beforehand, and is nobody's opinion of the answer. */
    private static boolean hasFeedback(Attributes attributes) {
        boolean[] found = new boolean[1];
        attributes.forEach((key, value) -> found[0] |=
                key.getKey().startsWith(HoneyHiveAttributes.FEEDBACK) && !key.equals(HoneyHiveAttributes.GROUND_TRUTH));
        return found[0];
    }
}
