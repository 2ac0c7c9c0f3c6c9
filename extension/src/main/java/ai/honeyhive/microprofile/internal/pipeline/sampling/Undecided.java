/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service's part of a trace that is not decided yet: its records so far, and what they say. Guarded by the sampler. */
final class Undecided {

    static final String DECISION_KEY = "honeyhive.sampling";
    private static final String STATE_KEY = "honeyhive";
    private static final int FEW = 64;

    long since;
    long bytes;

    private final SamplingConfig config;
    private final SampledClass standard;
    private final List<Arrival> arrivals = new ArrayList<>(4);
    private final Outcome outcome;
    private @Nullable SampledClass sampled;
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
     * @param standard the class of what nothing else is said of
     */
    Undecided(SamplingConfig config, SampledClass standard) {
        this.config = config;
        this.standard = standard;
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
    void add(Arrival arrival, @Nullable SampledClass spokenFor, long size) {
        if (arrivals.isEmpty() && away == 0) {
            first = arrival.record().span();
        }
        arrivals.add(arrival);
        bytes += size;
        SpanRecord record = arrival.record();
        if (spokenFor != null && (sampled == null || spokenFor.rate() > sampled.rate())) {
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
        return config.keepsByScore() && decision.reason().equals(SampledClass.REASON) && decision.rate() < 1;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    /** The decision if nothing that may still come can make it another, else {@code null}. */
    @Nullable
    Decision certain() {
        return parentsWord != null || outcome.reason() != null || sampledAs().rate() >= 1 ? decide() : null;
    }

    /** The decision by what is known. */
    Decision decide() {
        return decide(sampledAs(), parentsWord, outcome.reason(), first);
    }

    /**
     * A decision.
     *
     * @param parentsWord beats the outcome, {@code null} for none
     * @param outcome why the part is kept whatever its class, {@code null} where the class decides
     * @param first of its spans
     */
    static Decision decide(
            SampledClass sampled, @Nullable String parentsWord, @Nullable String outcome, SpanContext first) {
        if (parentsWord != null) {
            return new Decision(parentsWord.equals("keep"), "parent", sampled.name(), 1);
        }
        return outcome == null ? sampled.decide(first) : new Decision(true, outcome, sampled.name(), 1);
    }

    /** Its class, as far as is known. */
    SampledClass sampledAs() {
        return sampled == null ? standard : sampled;
    }

    /** Baggage beats the state of the trace; any other word is none. */
    static @Nullable String parentsWord(Arrival arrival) {
        String word = arrival.baggage().getEntryValue(DECISION_KEY);
        if (word == null) {
            word = arrival.record().span().getTraceState().get(STATE_KEY);
        }
        return "keep".equals(word) || "drop".equals(word) ? word : null;
    }
}
