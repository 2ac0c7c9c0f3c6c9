/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.export.TraceShare;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A service's part of a trace that is not decided yet: its records so far, and what they say. Guarded by the sampler. */
final class Undecided {

    static final String DECISION_KEY = "honeyhive.sampling";
    private static final String STATE_KEY = "honeyhive";
    private static final String CLASS = "class";
    private static final int FEW = 64;

    long since;
    long bytes;

    private final SamplingConfig config;
    private final Map<String, Decision> leftOut;
    private final List<Arrival> arrivals = new ArrayList<>(4);
    private final Outcome outcome;
    private @Nullable String sampled;
    private @Nullable String parentsWord;

    /** Its scores have been asked for: that happens once. */
    private boolean scored;

    private SpanContext first = SpanContext.getInvalid();

    /** How many of its records are away to be scored; they are not among the arrivals. */
    private int away;

    /** What has been decided, while some of its records are away still. */
    private @Nullable Decision settled;

    /**
     * Nothing yet.
     *
     * @param leftOut by class, what is decided on those of its traces that are not kept
     */
    Undecided(SamplingConfig config, Map<String, Decision> leftOut) {
        this.config = config;
        this.leftOut = leftOut;
        this.outcome = new Outcome(config);
    }

    /** Begins a part; what this has served for before is forgotten. */
    Undecided begin(long now) {
        since = now;
        bytes = 0;
        arrivals.clear();
        outcome.begin();
        sampled = null;
        parentsWord = null;
        scored = false;
        first = SpanContext.getInvalid();
        away = 0;
        settled = null;
        return this;
    }

    /** Whether it may serve for another part: nobody but the sampler knows it, and it was not made large. */
    boolean isFree() {
        return !scored && arrivals.size() <= FEW;
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
        outcome.add(record);
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
            outcome.add(scores);
        }
    }

    @Nullable
    Decision settled() {
        return settled;
    }

    void settle(Decision decision) {
        settled = decision;
    }

    /** It has ended. */
    void ended(@Nullable SlowOperations operations) {
        outcome.ended(operations);
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
        return parentsWord != null || outcome.reason() != null || config.rate(sampledAs()) >= 1 ? decide() : null;
    }

    /** The decision by what is known. */
    Decision decide() {
        String name = sampledAs();
        if (parentsWord != null) {
            return new Decision(parentsWord.equals("keep"), "parent", name, 1);
        }
        String reason = outcome.reason();
        if (reason != null) {
            return new Decision(true, reason, name, 1);
        }
        double rate = config.rate(name);
        // Most traces are left out, and nothing is made for them.
        Decision out = TraceShare.includes(first, rate) ? null : leftOut.get(name);
        return out == null ? new Decision(true, CLASS, name, rate) : out;
    }

    private String sampledAs() {
        return sampled == null ? SamplingConfig.STANDARD : sampled;
    }

    /** By class, what is decided on those of its traces that are not kept. */
    static Map<String, Decision> leftOut(SamplingConfig config) {
        return config.rates().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, rate -> new Decision(false, CLASS, rate.getKey(), rate.getValue())));
    }

    /** Baggage beats the state of the trace; any other word is none. */
    private static @Nullable String parentsWord(Arrival arrival) {
        String word = arrival.baggage().getEntryValue(DECISION_KEY);
        if (word == null) {
            word = arrival.record().span().getTraceState().get(STATE_KEY);
        }
        return "keep".equals(word) || "drop".equals(word) ? word : null;
    }
}
