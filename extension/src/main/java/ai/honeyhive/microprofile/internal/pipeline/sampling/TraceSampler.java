/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SizeEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** How many decisions are remembered for what comes late: some hundred bytes each. */
    private static final int REMEMBERED = 10_000;

    private final SamplingConfig config;
    private final Classes classes;
    private final Surroundings around;
    private final @Nullable SlowOperations operations;
    private final LongSupplier nanoClock;

    /** By age, the oldest first. */
    private final Map<String, Undecided> undecided = new LinkedHashMap<>();

    private final Map<String, Decision> decided = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Decision> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long bytes;
    private boolean closed;

    /** The size of {@link #undecided}: of many tracers most have nothing of a part that ends. */
    private volatile int held;

    /** What is done with some records, once the lock is free. */
    private record Outcome(Decision decision, List<Arrival> arrivals) {}

    /** What is to be scored, once the lock is free. */
    private record Request(String part, Undecided open, List<Arrival> arrivals) {}

    /** A sampler. */
    public TraceSampler(SamplingConfig config, Surroundings around, LongSupplier nanoClock) {
        this.config = config;
        this.classes = new Classes(config.rules(), around);
        this.around = around;
        this.operations =
                config.slowerThanPercentile() == null ? null : new SlowOperations(config.slowerThanPercentile());
        this.nanoClock = nanoClock;
    }

    /**
     * Takes a record.
     *
     * @param part the name of the part of the trace
     */
    public void take(String part, Arrival arrival) {
        String spokenFor = classes.of(arrival);
        long size = SizeEstimate.of(arrival.record());
        List<Outcome> outcomes = new ArrayList<>(1);
        synchronized (this) {
            Decision known = decided.get(part);
            if (known == null) {
                hold(part, arrival, spokenFor, size, outcomes);
            } else {
                outcomes.add(new Outcome(known, List.of(arrival)));
            }
            decideOld(outcomes);
        }
        carryOut(outcomes);
    }

    private void hold(String part, Arrival arrival, @Nullable String spokenFor, long size, List<Outcome> outcomes) {
        Undecided open = undecided.computeIfAbsent(part, name -> new Undecided(config, nanoClock.getAsLong()));
        held = undecided.size();
        open.add(arrival, spokenFor, size);
        bytes += size;
        Decision certain = closed ? open.decide() : open.certain();
        if (certain != null) {
            settle(part, certain, outcomes);
        }
    }

    /** The part has ended: now it is decided, unless it must be scored before. */
    public void ended(String part) {
        if (held == 0) {
            return;
        }
        List<Outcome> outcomes = new ArrayList<>(1);
        List<Request> requests = new ArrayList<>(0);
        synchronized (this) {
            Undecided open = undecided.get(part);
            if (open != null) {
                end(part, open, outcomes, requests);
            }
        }
        carryOut(outcomes);
        requests.forEach(this::score);
    }

    private void end(String part, Undecided open, List<Outcome> outcomes, List<Request> requests) {
        open.ended(operations);
        Decision decision = open.decide();
        List<Arrival> toBeScored = open.dependsOnScores(decision) ? open.toBeScored() : List.of();
        if (!toBeScored.isEmpty()) {
            requests.add(new Request(part, open, toBeScored));
        } else if (!open.isAway()) {
            settle(part, decision, outcomes);
        }
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
        List<Outcome> outcomes = new ArrayList<>(1);
        synchronized (this) {
            Undecided open = request.open();
            Decision settled = open.settled();
            if (settled != null) {
                outcomes.add(new Outcome(settled, List.of(scored == null ? arrival : arrival.with(scored))));
            } else {
                open.back(arrival, scored);
                if (!open.isAway()) {
                    settle(request.part(), open.decide(), outcomes);
                }
            }
        }
        carryOut(outcomes);
    }

    /** Decides what has waited too long. */
    public void expire() {
        List<Outcome> outcomes = new ArrayList<>();
        synchronized (this) {
            decideOld(outcomes);
        }
        carryOut(outcomes);
    }

    /** Decides everything that is left as it stands, once it has been scored. What still comes is decided at once. */
    public void endAll() {
        List<Outcome> outcomes = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        synchronized (this) {
            closed = true;
            Map.copyOf(undecided).forEach((part, open) -> end(part, open, outcomes, requests));
        }
        carryOut(outcomes);
        requests.forEach(this::score);
    }

    /** Waits for no score any more. */
    public void close() {
        List<Outcome> outcomes = new ArrayList<>();
        synchronized (this) {
            closed = true;
            Map.copyOf(undecided).forEach((part, open) -> settle(part, open.decide(), outcomes));
        }
        carryOut(outcomes);
    }

    private void decideOld(List<Outcome> outcomes) {
        long now = nanoClock.getAsLong();
        while (!undecided.isEmpty()) {
            Map.Entry<String, Undecided> oldest =
                    undecided.entrySet().iterator().next();
            boolean old = now - oldest.getValue().since > config.undecidedAge().toNanos();
            if (!old && bytes <= config.undecidedBytes()) {
                return;
            }
            settle(oldest.getKey(), oldest.getValue().decide(), outcomes);
        }
    }

    private void settle(String part, Decision decision, List<Outcome> outcomes) {
        Undecided open = undecided.remove(part);
        held = undecided.size();
        if (open != null) {
            bytes -= open.bytes;
            open.settle(decision);
            decided.put(part, decision);
            outcomes.add(new Outcome(decision, open.arrivals()));
        }
    }

    private void carryOut(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.decision().keep()) {
                for (Arrival arrival : outcome.arrivals()) {
                    around.keep(arrival.with(outcome.decision()));
                }
            } else {
                around.drop(outcome.arrivals().size());
            }
        }
    }

    /** How many bytes are held, roughly. */
    synchronized long undecidedBytes() {
        return bytes;
    }
}
