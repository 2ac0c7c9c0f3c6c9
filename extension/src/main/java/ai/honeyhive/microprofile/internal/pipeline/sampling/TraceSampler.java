/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.export.SizeEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the records of a tracer back until their part of a trace has ended, and then keeps or drops all of them. What is
 * held is bounded in bytes and age: where a bound is reached the oldest part is decided as it stands. What comes later
 * follows the decision, which is remembered for the last parts.
 *
 * <p>Thread-safe. No method blocks; what is kept is handed on outside the lock.
 */
public final class TraceSampler {

    /** How many decisions are remembered for what comes late: some hundred bytes each. */
    private static final int REMEMBERED = 10_000;

    private final SamplingConfig config;
    private final Classes classes;
    private final Consumer<Arrival> kept;
    private final LongConsumer dropped;
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

    /** What is done with some records, once the lock is free. */
    private record Outcome(Decision decision, List<Arrival> arrivals) {}

    /**
     * A sampler.
     *
     * @param kept takes what is to be sent
     * @param dropped is told how many records were left out
     */
    public TraceSampler(SamplingConfig config, Consumer<Arrival> kept, LongConsumer dropped, LongSupplier nanoClock) {
        this.config = config;
        this.classes = new Classes(config.rules());
        this.kept = kept;
        this.dropped = dropped;
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
        open.add(arrival, spokenFor, size);
        bytes += size;
        Decision certain = closed ? open.decide() : open.certain();
        if (certain != null) {
            settle(part, certain, outcomes);
        }
    }

    /** The part has ended: now it is decided. */
    public void ended(String part) {
        List<Outcome> outcomes = new ArrayList<>(1);
        synchronized (this) {
            Undecided open = undecided.get(part);
            if (open != null) {
                settle(part, open.decide(), outcomes);
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

    /** Decides everything that is left as it stands. What still comes is decided at once. */
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
        if (open != null) {
            bytes -= open.bytes;
            decided.put(part, decision);
            outcomes.add(new Outcome(decision, open.arrivals()));
        }
    }

    private void carryOut(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.decision().keep()) {
                for (Arrival arrival : outcome.arrivals()) {
                    kept.accept(new Arrival(
                            outcome.decision().noteOn(arrival.record()),
                            arrival.evaluated(),
                            arrival.importance(),
                            arrival.baggage()));
                }
            } else {
                dropped.accept(outcome.arrivals().size());
            }
        }
    }

    /** How many bytes are held, roughly. */
    synchronized long undecidedBytes() {
        return bytes;
    }
}
