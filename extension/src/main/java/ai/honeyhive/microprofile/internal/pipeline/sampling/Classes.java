/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig.Criterion;
import ai.honeyhive.microprofile.internal.config.SamplingConfig.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which class a span speaks for. */
final class Classes {

    private static final List<String> ROUTES = List.of("http.route", "url.path", "http.target");
    private static final String TENANT = "tenant.id";

    private static final String HEADER = "http.request.header.";

    private static final Map<Importance, String> BY_IMPORTANCE =
            Map.of(Importance.CRITICAL, "critical", Importance.IMPORTANT, "important");

    private final List<Rule> rules;
    private final Surroundings around;

    private record Rule(String sampled, List<Condition> conditions) {}

    /** A criterion, made ready. */
    private record Condition(Subject subject, String key, String attribute, Memo value) {

        Condition(Criterion criterion) {
            this(
                    criterion.subject(),
                    criterion.key(),
                    criterion.subject() == Subject.HEADER
                            ? HEADER + criterion.key().toLowerCase(Locale.ROOT)
                            : criterion.key(),
                    new Memo(criterion.value()));
        }
    }

    Classes(List<SamplingConfig.Rule> rules, Surroundings around) {
        this.rules = rules.stream()
                .map(rule -> new Rule(
                        rule.sampled(),
                        rule.criteria().stream().map(Condition::new).toList()))
                .toList();
        this.around = around;
    }

    /**
     * The class of the first rule that means the span, else the one that the application gives it, else that of its
     * annotation; {@code null} where none says anything: standard is what an annotation says that says nothing.
     */
    @Nullable
    String of(Arrival arrival) {
        // No streams here, which would allocate: this runs for each span.
        for (Rule rule : rules) {
            if (allHold(rule.conditions(), arrival)) {
                return rule.sampled();
            }
        }
        String given = around.classify(arrival);
        if (given != null) {
            return given;
        }
        Importance importance = arrival.importance();
        return importance == null ? null : BY_IMPORTANCE.get(importance);
    }

    private boolean allHold(List<Condition> conditions, Arrival arrival) {
        for (Condition condition : conditions) {
            if (!holds(condition, arrival)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Condition condition, Arrival arrival) {
        return switch (condition.subject()) {
            case SPAN -> condition.value().matches(arrival.record().name());
            case ROUTE -> route(condition.value(), arrival);
            case TENANT ->
                matches(condition.value(), arrival.baggage().getEntryValue(TENANT))
                        || attribute(arrival, TENANT, condition.value());
            case ATTRIBUTE -> attribute(arrival, condition.attribute(), condition.value());
            case BAGGAGE -> matches(condition.value(), arrival.baggage().getEntryValue(condition.key()));
            case HEADER ->
                attribute(arrival, condition.attribute(), condition.value())
                        || matches(condition.value(), around.ofRequest(condition.subject(), condition.key()));
            case CLAIM -> matches(condition.value(), around.ofRequest(condition.subject(), condition.key()));
        };
    }

    /** The first that there is: a path must not match where the route says something else. */
    private static boolean route(Memo value, Arrival arrival) {
        for (String key : ROUTES) {
            Object found = Classifiers.find(arrival.record().attributes(), key);
            if (found != null) {
                return matches(value, found);
            }
        }
        return false;
    }

    private static boolean attribute(Arrival arrival, String key, Memo value) {
        return matches(value, Classifiers.find(arrival.record().attributes(), key))
                || matches(value, Classifiers.find(arrival.record().content(), key));
    }

    /** Of several values, such as those of a header, one is enough. */
    private static boolean matches(Memo pattern, @Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().anyMatch(one -> matches(pattern, one));
        }
        return value != null && pattern.matches(value.toString());
    }
}
