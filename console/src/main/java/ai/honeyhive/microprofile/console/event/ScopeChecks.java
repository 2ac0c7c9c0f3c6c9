/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a request keeps its spans grouped by instrumentation scope. */
public final class ScopeChecks {
    private ScopeChecks() {}

    /** Numbers of the {@code scopeSpans} entries that are mixed or split, with what is wrong. */
    public static Map<Integer, String> of(List<WireSpan> spans) {
        Map<Integer, String> wrong = new HashMap<>();
        Map<Integer, Set<String>> conventions = new HashMap<>();
        Map<List<Object>, Integer> groups = new HashMap<>();
        for (WireSpan span : spans) {
            WireSpan.Scope scope = span.scope();
            String convention = convention(span.attributes());
            Set<String> seen = conventions.computeIfAbsent(scope.group(), group -> new HashSet<>());
            if (convention != null && seen.add(convention) && seen.size() > 1) {
                wrong.put(scope.group(), "one scopeSpans entry holds spans of " + String.join(" and ", seen));
            }
            List<Object> identity = List.of(
                    scope.name(),
                    scope.version(),
                    scope.attributes().toString(),
                    scope.schemaUrl(),
                    System.identityHashCode(span.resource()));
            int first = groups.computeIfAbsent(identity, key -> scope.group());
            if (first != scope.group()) {
                wrong.putIfAbsent(
                        scope.group(),
                        "scope " + Warning.quote(scope.name()) + " is split over several scopeSpans entries");
            }
        }
        return wrong;
    }

    private static @Nullable String convention(Map<String, Object> attributes) {
        if (attributes.containsKey("openinference.span.kind")) {
            return "OpenInference";
        }
        return attributes.containsKey("traceloop.span.kind") ? "Traceloop" : null;
    }
}
