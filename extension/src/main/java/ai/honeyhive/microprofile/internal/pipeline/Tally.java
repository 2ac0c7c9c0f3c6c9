/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what never reaches a tracer's queue, by reason. Thread-safe. */
final class Tally {

    /** Why something did not reach a queue. */
    enum Reason {
        /** A span of somebody else that {@code honeyhive.spans.foreign} does not ask for. No loss. */
        FILTERED,
        /** The table of open spans was full: a span lost its place in the tree, or an ancestor was not kept. */
        TABLE_FULL,
        /** A span was given up that did not end within an hour, or while too many traces were open. */
        GIVEN_UP,
        /** A message that came as a log record: its span had too many already. */
        MESSAGES,
        /** It came after the application was shut down. */
        AFTER_CLOSE,
        /** Something failed in this library. */
        FAULT
    }

    private final ConcurrentMap<Reason, LongAdder> counts = new ConcurrentHashMap<>();

    void add(Reason reason) {
        counts.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    long count(Reason reason) {
        LongAdder count = counts.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** The counts of what was lost, by the lower-case name of the reason. */
    Map<String, Long> losses() {
        Map<String, Long> losses = new TreeMap<>();
        counts.forEach((reason, count) -> {
            if (reason != Reason.FILTERED) {
                losses.put(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), count.sum());
            }
        });
        return losses;
    }
}
