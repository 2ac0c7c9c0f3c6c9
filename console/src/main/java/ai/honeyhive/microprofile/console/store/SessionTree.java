/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.Warning;
import ai.honeyhive.microprofile.console.event.WarningCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The events of one session, joined to a tree, with the warnings that only show across events. */
final class SessionTree {
    /** Deeper events are shown at this depth: JSON writers and people have their limits. */
    static final int MAX_DEPTH = 150;

    private final List<EventRow> rows;
    private final boolean known;
    private final Map<EventRow.SpanRef, List<EventRow>> bySpan = new LinkedHashMap<>();
    private final Map<String, EventRow> byEventId = new HashMap<>();
    private final Map<Long, EventRow> parents = new HashMap<>();
    private final Map<Long, List<EventRow>> children = new HashMap<>();
    private final Map<Long, List<Warning>> warnings = new HashMap<>();

    /**
     * @param rows all events of the session, its own row among them if there is one
     * @param known whether the session exists
     */
    SessionTree(List<EventRow> rows, boolean known) {
        this.rows = rows.stream()
                .sorted(Comparator.comparingDouble(EventRow::startTime).thenComparingLong(EventRow::id))
                .toList();
        this.known = known;
        for (EventRow row : this.rows) {
            byEventId.putIfAbsent(row.eventId(), row);
            if (row.isSpan()) {
                bySpan.computeIfAbsent(row.span(), span -> new ArrayList<>()).add(row);
            }
        }
        this.rows.forEach(row -> parent(row).ifPresent(parent -> parents.put(row.id(), parent)));
        breakCycles();
        flattenDepths();
        for (EventRow row : this.rows) {
            EventRow parent = parents.get(row.id());
            children.computeIfAbsent(parent == null ? 0L : parent.id(), id -> new ArrayList<>())
                    .add(row);
        }
    }

    private Optional<EventRow> parent(EventRow row) {
        if (!row.parentEventId().isEmpty() && !row.parentEventId().equals(row.sessionKey())) {
            return Optional.ofNullable(byEventId.get(row.parentEventId()));
        }
        List<EventRow> candidates =
                row.parentSpanId().isEmpty() ? List.of() : bySpan.getOrDefault(row.parentSpan(), List.of());
        return candidates.stream().findFirst();
    }

    private void breakCycles() {
        Set<Long> safe = new HashSet<>();
        for (EventRow row : rows) {
            Set<Long> path = new HashSet<>();
            EventRow step = row;
            while (step != null && !safe.contains(step.id())) {
                if (!path.add(step.id())) {
                    parents.remove(step.id());
                    warn(step, WarningCode.PARENT_CYCLE, "the event is among its own ancestors");
                    break;
                }
                step = parents.get(step.id());
            }
            safe.addAll(path);
        }
    }

    private void flattenDepths() {
        Map<Long, Integer> depths = new HashMap<>();
        for (EventRow row : rows) {
            List<EventRow> path = new ArrayList<>();
            for (EventRow step = row; step != null && !depths.containsKey(step.id()); step = parents.get(step.id())) {
                path.add(step);
            }
            for (int i = path.size() - 1; i >= 0; i--) {
                EventRow step = path.get(i);
                EventRow parent = parents.get(step.id());
                while (parent != null && depths.getOrDefault(parent.id(), 0) >= MAX_DEPTH) {
                    parent = parents.get(parent.id());
                }
                if (parent != null) {
                    parents.put(step.id(), parent);
                }
                depths.put(step.id(), parent == null ? 0 : depths.getOrDefault(parent.id(), 0) + 1);
            }
        }
    }

    /** Spans that are named as a parent and are not in this session. */
    Set<EventRow.SpanRef> missingParents() {
        return rows.stream()
                .filter(row ->
                        !row.parentSpanId().isEmpty() && row.parentEventId().isEmpty())
                .map(EventRow::parentSpan)
                .filter(span -> !bySpan.containsKey(span))
                .collect(Collectors.toSet());
    }

    /**
     * Finds what is wrong across events.
     *
     * @param elsewhere which of {@link #missingParents()} are in another session, and in which
     */
    SessionTree check(Map<EventRow.SpanRef, String> elsewhere) {
        for (EventRow row : rows) {
            if (!known && !row.sessionKey().startsWith("trace-")) {
                warn(
                        row,
                        WarningCode.ORPHAN_SESSION,
                        "session " + row.sessionKey() + " is not known and the event does not ask to create it");
            }
            checkParent(row, elsewhere);
        }
        bySpan.forEach((span, copies) -> {
            if (copies.size() > 1) {
                copies.forEach(row -> warn(
                        row,
                        WarningCode.DUPLICATE_SPAN,
                        "span " + span.spanId() + " came " + copies.size() + " times"));
            }
        });
        return this;
    }

    private void checkParent(EventRow row, Map<EventRow.SpanRef, String> elsewhere) {
        boolean named = !row.parentEventId().isEmpty() && !row.parentEventId().equals(row.sessionKey());
        if (named && !byEventId.containsKey(row.parentEventId())) {
            warn(
                    row,
                    WarningCode.PARENT_NEVER_ARRIVED,
                    "parent event " + Warning.quote(row.parentEventId()) + " is not in this session");
        }
        // A malformed parent id says so itself.
        if (named || row.parentSpanId().length() != 16 || bySpan.containsKey(row.parentSpan())) {
            return;
        }
        String session = elsewhere.get(row.parentSpan());
        if (session != null) {
            warn(
                    row,
                    WarningCode.PARENT_IN_OTHER_SESSION,
                    "parent span " + row.parentSpanId() + " is in session " + session);
        } else {
            WarningCode code =
                    row.parentIsRemote() ? WarningCode.REMOTE_PARENT_NEVER_ARRIVED : WarningCode.PARENT_NEVER_ARRIVED;
            warn(row, code, "parent span " + row.parentSpanId() + " has not arrived");
        }
    }

    /** Warnings of the session as a whole. */
    List<Warning> sessionWarnings() {
        Set<String> keys = rows.stream()
                .map(EventRow::keyFingerprint)
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toSet());
        return keys.size() < 2
                ? List.of()
                : List.of(new Warning(
                        WarningCode.SEVERAL_KEYS, "the events came with " + keys.size() + " different keys"));
    }

    private void warn(EventRow row, WarningCode code, String message) {
        warnings.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(new Warning(code, message));
    }

    List<EventRow> rows() {
        return rows;
    }

    List<EventRow> roots() {
        return children.getOrDefault(0L, List.of());
    }

    List<EventRow> children(EventRow row) {
        return children.getOrDefault(row.id(), List.of());
    }

    Optional<EventRow> parentOf(EventRow row) {
        return Optional.ofNullable(parents.get(row.id()));
    }

    List<Warning> warnings(EventRow row) {
        return warnings.getOrDefault(row.id(), List.of());
    }
}
