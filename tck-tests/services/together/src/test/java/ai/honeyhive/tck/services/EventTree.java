/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services;

import ai.honeyhive.tck.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events of a trace by who is above whom. */
record EventTree(List<Arrival> events) {

    /** The first event of a name. */
    Arrival event(String name) {
        return events.stream()
                .filter(event -> event.eventName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The names of an event and of all above it. */
    List<String> path(String name) {
        return above(name).stream().map(Arrival::eventName).toList();
    }

    /** The kinds of an event's span and of all above it. */
    List<String> kinds(String name) {
        return above(name).stream().map(Arrival::kind).toList();
    }

    Set<String> ids() {
        return byId().keySet();
    }

    private List<Arrival> above(String name) {
        Map<String, Arrival> byId = byId();
        List<Arrival> path = new ArrayList<>();
        Arrival next = event(name);
        while (next != null) {
            path.add(next);
            next = byId.get(next.parentId());
        }
        return path;
    }

    private Map<String, Arrival> byId() {
        return events.stream().collect(Collectors.toMap(Arrival::spanId, Function.identity(), (one, same) -> one));
    }
}
