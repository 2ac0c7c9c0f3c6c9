/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The traces that run through this process, bounded in number and age whatever never ends: ended ones are remembered for
 * a while, since their session is also that of what comes late. Thread-safe.
 */
final class TraceTable {

    /**
     * Bounds of the table.
     *
     * @param traces the most traces, finished ones whose session is remembered included
     * @param finished the most finished ones: so few that they stay in the processor's cache, which makes a trace that
     *     comes and an old one that leaves several times cheaper
     * @param spans the most spans that are open, over all traces
     * @param kept the most ended foreign spans kept for descendants that are still open
     * @param finishedAge how long the session of a finished trace is remembered
     * @param openAge how long a trace may stay unfinished without a sign of life
     */
    record Limits(int traces, int finished, int spans, int kept, Duration finishedAge, Duration openAge) {
        static final Limits DEFAULT =
                new Limits(10_000, 1_000, 50_000, 500, Duration.ofMinutes(5), Duration.ofHours(1));
    }

    /** How many old traces are looked at when a new one comes, so that none pays for all. */
    private static final int SWEPT_AT_ONCE = 4;

    private final Limits limits;
    private final LongSupplier nanoClock;
    private final Tally tally;

    private final ConcurrentMap<String, LocalTrace> traces = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<LocalTrace> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicInteger traceCount = new AtomicInteger();
    private final AtomicInteger finishedCount = new AtomicInteger();
    private final AtomicInteger spanCount = new AtomicInteger();
    private final AtomicInteger keptCount = new AtomicInteger();

    TraceTable(Limits limits, LongSupplier nanoClock, Tally tally) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.tally = tally;
    }

    @Nullable
    LocalTrace find(String id) {
        return traces.get(id);
    }

    /** The trace, made where there is none. It may be gone again by the time it is locked. */
    LocalTrace findOrMake(String id) {
        LocalTrace trace = traces.get(id);
        return trace == null ? newTrace(id) : trace;
    }

    /** A sign of life, under the trace's lock. */
    void touch(LocalTrace trace) {
        trace.lastUsedNanos = nanoClock.getAsLong();
    }

    /** Adds an open span, under the trace's lock; false where there are too many. */
    boolean add(LocalTrace trace, OpenSpan span) {
        if (spanCount.incrementAndGet() > limits.spans()) {
            spanCount.decrementAndGet();
            return false;
        }
        if (trace.remembered) {
            trace.remembered = false;
            finishedCount.decrementAndGet();
        }
        trace.add(span);
        return true;
    }

    /** Keeps an ended span for its descendants, under the trace's lock; false where too many are kept. */
    boolean keep(OpenSpan span, ReadableSpan ended) {
        if (keptCount.incrementAndGet() > limits.kept()) {
            keptCount.decrementAndGet();
            return false;
        }
        span.kept = ended;
        return true;
    }

    /** What was kept of a span, if anything was, and keeps it no longer. */
    @Nullable
    ReadableSpan release(OpenSpan span) {
        ReadableSpan kept = span.kept;
        if (kept != null) {
            span.kept = null;
            keptCount.decrementAndGet();
        }
        return kept;
    }

    /** Removes an ended span without descendants, and the ancestors that ended before and only stayed for it. */
    void removeWithoutChildren(LocalTrace trace, OpenSpan entry) {
        OpenSpan leaf = entry;
        while (leaf != null && leaf.ended && leaf.children == 0) {
            trace.remove(leaf);
            spanCount.decrementAndGet();
            discard(leaf);
            leaf = leaf.parent;
        }
        if (trace.isFinished() && !trace.remembered) {
            trace.remembered = true;
            finishedCount.incrementAndGet();
        }
    }

    private void discard(OpenSpan span) {
        if (release(span) != null) {
            tally.add(Tally.Reason.FILTERED);
        }
    }

    private LocalTrace newTrace(String id) {
        long now = nanoClock.getAsLong();
        LocalTrace made = new LocalTrace(id, now);
        LocalTrace there = traces.putIfAbsent(id, made);
        if (there != null) {
            return there;
        }
        byAge.add(made);
        traceCount.incrementAndGet();
        sweep(now);
        return made;
    }

    /** An old trace leaves, or as many as are too many, from the oldest on; one that is still of use goes to the end. */
    private void sweep(long now) {
        for (int i = 0; i < SWEPT_AT_ONCE; i++) {
            boolean tooMany = traceCount.get() > limits.traces();
            boolean surplus = tooMany || finishedCount.get() > limits.finished();
            LocalTrace oldest = i == 0 || surplus ? byAge.poll() : null;
            if (oldest == null) {
                return;
            }
            if (evict(oldest, now, surplus, tooMany && i == SWEPT_AT_ONCE - 1)) {
                traceCount.decrementAndGet();
            } else {
                byAge.add(oldest);
            }
        }
    }

    private boolean evict(LocalTrace trace, long now, boolean surplus, boolean inAnyCase) {
        synchronized (trace) {
            boolean finished = trace.isFinished();
            Duration age = finished ? limits.finishedAge() : limits.openAge();
            boolean old = now - trace.lastUsedNanos > age.toNanos();
            if (!old && !inAnyCase && !(surplus && finished)) {
                return false;
            }
            trace.gone = true;
            if (trace.remembered) {
                finishedCount.decrementAndGet();
            }
            traces.remove(trace.id, trace);
            if (!finished) {
                spanCount.addAndGet(-trace.size());
                trace.spans().forEach(this::giveUp);
            }
            return true;
        }
    }

    private void giveUp(OpenSpan span) {
        discard(span);
        if (!span.ended) {
            tally.add(Tally.Reason.GIVEN_UP);
        }
    }

    int traceCount() {
        return traceCount.get();
    }

    int spanCount() {
        return spanCount.get();
    }

    int keptCount() {
        return keptCount.get();
    }
}
