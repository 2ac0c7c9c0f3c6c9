/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SizeEstimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the records of a tracer back until their part of a trace has ended, and then keeps or drops all of them. What is
 * held is bounded in bytes and age: where a bound is reached the oldest part is decided as it stands. What comes later
 * follows the decision, which is remembered for the last parts.
 *
 * <p>Where scores may keep a trace, those of its records that are to be scored are so before it is decided.
 *
 * <p>Thread-safe. No method blocks; what is kept is handed on outside the lock.
 */
public final class TraceSampler {

    /** How many different decisions are counted. */
    private static final int COUNTED = 200;

    private final SamplingConfig config;
    private final Classes classes;
    private final Surroundings around;
    private final @Nullable SlowOperations operations;
    private final LongSupplier nanoClock;

    private final long mostAgeNanos;
    private final SampledClass standard;

    /** On how many parts each was decided, but for what a class left out, which it counts itself. */
    private final Map<Decision, long[]> counts = new HashMap<>();

    private final Parts<Undecided> undecided = new Parts<>();
    private final Remembered decided = new Remembered();

    /** What has come of a part that is decided at once. */
    private final Outcome alone;

    /** What has served for a part that was left out, and serves for the next. */
    private @Nullable Undecided spare;

    /** What is decided and kept, until it is handed on outside the lock. */
    private @Nullable List<Kept> kept;

    private long bytes;
    private boolean closed;

    /** The size of {@link #undecided}: of many tracers most have nothing of a part that ends. */
    private volatile int held;

    /** What is handed on once the lock is free. */
    private record Kept(Decision decision, List<Arrival> arrivals) {}

    /** What is to be scored, once the lock is free. */
    private record Request(String part, Undecided open, List<Arrival> arrivals) {}

    /** A sampler. */
    public TraceSampler(SamplingConfig config, Surroundings around, LongSupplier nanoClock) {
        this.config = config;
        this.classes = new Classes(config, around);
        this.alone = new Outcome(config);
        this.standard = classes.named(SamplingConfig.STANDARD);
        this.around = around;
        this.operations =
                config.slowerThanPercentile() == null ? null : new SlowOperations(config.slowerThanPercentile());
        this.nanoClock = nanoClock;
        this.mostAgeNanos = config.undecidedAge().toNanos();
    }

    /**
     * Takes a record.
     *
     * @param part the name of the part of the trace
     */
    public void take(String part, Arrival arrival) {
        take(part, arrival, false);
    }

    /** Takes the record that its part ends with; {@link #ended} is to be called all the same. */
    public void takeLast(String part, Arrival arrival) {
        take(part, arrival, true);
    }

    private void take(String part, Arrival arrival, boolean last) {
        SampledClass spokenFor = classes.of(arrival);
        // A record that is decided at once is not held, and what is not held need not be weighed.
        boolean atOnce = last && !config.keepsByScore();
        long size = atOnce ? 0 : SizeEstimate.of(arrival.record());
        List<Kept> outcomes;
        synchronized (this) {
            Decision known = decided.get(part);
            if (known != null) {
                carryOut(known, List.of(arrival));
            } else if (atOnce && undecided.get(part) == null) {
                decideAlone(part, arrival, spokenFor);
            } else {
                long now = nanoClock.getAsLong();
                hold(part, arrival, spokenFor, size, now);
                decideOld(now);
            }
            outcomes = takeKept();
        }
        handOn(outcomes);
    }

    /** Most parts have one record; to hold one would cost as much again, were it only for the references that are written. */
    private void decideAlone(String part, Arrival arrival, @Nullable SampledClass spokenFor) {
        alone.begin();
        alone.add(arrival.record());
        alone.ended(operations);
        SampledClass sampled = spokenFor == null ? standard : spokenFor;
        Decision decision = Undecided.decide(
                sampled,
                Undecided.parentsWord(arrival),
                alone.reason(),
                arrival.record().span());
        count(sampled, decision);
        decided.add(part, decision);
        if (decision.keep()) {
            carryOut(decision, List.of(arrival));
        } else {
            around.drop(1);
        }
    }

    private void hold(String part, Arrival arrival, @Nullable SampledClass spokenFor, long size, long now) {
        Undecided open = undecided.get(part);
        if (open == null) {
            open = (spare == null ? new Undecided(config, standard) : spare).begin(now);
            spare = null;
            undecided.add(part, open);
            held = undecided.size();
        }
        open.add(arrival, spokenFor, size);
        bytes += size;
        Decision certain = closed ? open.decide() : open.certain();
        if (certain != null) {
            settle(part, certain);
        }
    }

    /** The part has ended: now it is decided, unless it must be scored before. */
    public void ended(String part) {
        if (held == 0) {
            return;
        }
        Request request;
        List<Kept> outcomes;
        synchronized (this) {
            Undecided open = undecided.get(part);
            request = open == null ? null : end(part, open);
            outcomes = takeKept();
        }
        handOn(outcomes);
        if (request != null) {
            score(request);
        }
    }

    /** Decides a part, unless it must be scored before: then what is to be scored. */
    private @Nullable Request end(String part, Undecided open) {
        open.ended(operations);
        Decision decision = open.decide();
        List<Arrival> toBeScored = open.dependsOnScores(decision) ? open.toBeScored() : List.of();
        if (!toBeScored.isEmpty()) {
            return new Request(part, open, toBeScored);
        }
        if (!open.isAway()) {
            settle(part, decision);
        }
        return null;
    }

    private void score(Request request) {
        for (Arrival arrival : request.arrivals()) {
            boolean taken = false;
            try {
                taken = around.score(arrival, scored -> back(request, arrival, scored));
            } finally {
                if (!taken) {
                    back(request, arrival, null);
                }
            }
        }
    }

    /** A record is back: with the last one the part is decided, unless that was done meanwhile. */
    private void back(Request request, Arrival arrival, @Nullable Scored scored) {
        List<Kept> outcomes;
        synchronized (this) {
            Undecided open = request.open();
            Decision settled = open.settled();
            if (settled != null) {
                carryOut(settled, List.of(scored == null ? arrival : arrival.with(scored)));
            } else {
                open.back(arrival, scored);
                if (!open.isAway()) {
                    settle(request.part(), open.decide());
                }
            }
            outcomes = takeKept();
        }
        handOn(outcomes);
    }

    /** Decides what has waited too long. */
    public void expire() {
        List<Kept> outcomes;
        synchronized (this) {
            decideOld(nanoClock.getAsLong());
            outcomes = takeKept();
        }
        handOn(outcomes);
    }

    /** Decides everything that is left as it stands, once it has been scored. What still comes is decided at once. */
    public void endAll() {
        List<Kept> outcomes;
        List<Request> requests = new ArrayList<>();
        synchronized (this) {
            closed = true;
            undecided.forEach((part, open) -> {
                Request request = end(part, open);
                if (request != null) {
                    requests.add(request);
                }
            });
            outcomes = takeKept();
        }
        handOn(outcomes);
        requests.forEach(this::score);
    }

    /** Waits for no score any more. */
    public void close() {
        List<Kept> outcomes;
        synchronized (this) {
            closed = true;
            undecided.forEach((part, open) -> settle(part, open.decide()));
            outcomes = takeKept();
        }
        handOn(outcomes);
    }

    private void decideOld(long now) {
        for (String part = undecided.oldest(); part != null; part = undecided.oldest()) {
            Undecided open = undecided.get(part);
            if (open == null || (now - open.since <= mostAgeNanos && bytes <= config.undecidedBytes())) {
                return;
            }
            settle(part, open.decide());
        }
    }

    private void settle(String part, Decision decision) {
        Undecided open = undecided.remove(part);
        held = undecided.size();
        if (open != null) {
            bytes -= open.bytes;
            open.settle(decision);
            count(open.sampledAs(), decision);
            decided.add(part, decision);
            carryOut(decision, open.arrivals());
            if (!decision.keep() && open.isFree()) {
                open.arrivals().clear();
                spare = open;
            }
        }
    }

    private void count(SampledClass sampled, Decision decision) {
        if (!decision.keep() && decision.reason().equals(SampledClass.REASON)) {
            sampled.leftOutCount++;
            return;
        }
        long[] count = counts.get(decision);
        if (count != null) {
            count[0]++;
        } else if (counts.size() < COUNTED) {
            // The application may make up classes without end.
            counts.put(decision, new long[] {1});
        }
    }

    /**
     * What was decided so far.
     *
     * @return the class, the reason, whether it means to keep, and how many parts of traces it was decided on
     */
    public synchronized List<List<Object>> decisions() {
        List<List<Object>> all = new ArrayList<>();
        counts.forEach((decision, count) -> all.add(row(decision, count[0])));
        classes.configured().stream()
                .filter(sampled -> sampled.leftOutCount > 0)
                .forEach(sampled -> all.add(row(sampled.leftOut(), sampled.leftOutCount)));
        return all;
    }

    private static List<Object> row(Decision decision, long count) {
        return List.of(decision.sampled(), decision.reason(), decision.keep(), count);
    }

    private void carryOut(Decision decision, List<Arrival> arrivals) {
        if (!decision.keep()) {
            around.drop(arrivals.size());
            return;
        }
        if (kept == null) {
            kept = new ArrayList<>(1);
        }
        kept.add(new Kept(decision, arrivals));
    }

    private List<Kept> takeKept() {
        List<Kept> taken = kept;
        kept = null;
        return taken == null ? List.of() : taken;
    }

    private void handOn(List<Kept> outcomes) {
        for (Kept one : outcomes) {
            for (Arrival arrival : one.arrivals()) {
                around.keep(arrival.with(one.decision()));
            }
        }
    }

    /** How many bytes are held, roughly. */
    synchronized long undecidedBytes() {
        return bytes;
    }
}
