/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig.Criterion;
import ai.honeyhive.microprofile.internal.config.SamplingConfig.Subject;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which class a span speaks for. */
final class Classes {

    private static final List<AttributeKey<String>> ROUTES = List.of(
            AttributeKey.stringKey("http.route"),
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("http.target"));
    private static final String TENANT = "tenant.id";

    private static final String HEADER = "http.request.header.";

    private final Map<String, SampledClass> classes;
    private final SampledClass critical;
    private final SampledClass important;
    private final Rule[] rules;
    private final Surroundings around;

    /** Arrays, since all of this is gone over for each span: to iterate a list costs as much as to compare a name. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares rules.
    private record Rule(SampledClass sampled, Condition[] conditions) {}

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

    /** The classes of a tracer. */
    Classes(SamplingConfig config, Surroundings around) {
        this.classes = config.rates().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, rate -> new SampledClass(rate.getKey(), rate.getValue())));
        this.critical = named("critical");
        this.important = named("important");
        this.rules = config.rules().stream()
                .map(rule -> new Rule(
                        named(rule.sampled()),
                        rule.criteria().stream().map(Condition::new).toArray(Condition[]::new)))
                .toArray(Rule[]::new);
        this.around = around;
    }

    /** The class of that name; all of one that the application has made up is kept. */
    SampledClass named(String name) {
        SampledClass known = classes.get(name);
        return known == null ? new SampledClass(name, 1) : known;
    }

    /** Those that have a rate. */
    Collection<SampledClass> configured() {
        return classes.values();
    }

    /**
     * The class of the first rule that means the span, else the one that the application gives it, else that of its
     * annotation; {@code null} where none says anything: standard is what an annotation says that says nothing.
     */
    @Nullable
    SampledClass of(Arrival arrival) {
        for (Rule rule : rules) {
            if (allHold(rule.conditions(), arrival)) {
                return rule.sampled();
            }
        }
        String given = around.classify(arrival);
        if (given != null) {
            return named(given);
        }
        Importance importance = arrival.importance();
        return importance == Importance.CRITICAL ? critical : importance == Importance.IMPORTANT ? important : null;
    }

    private boolean allHold(Condition[] conditions, Arrival arrival) {
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
        for (AttributeKey<String> key : ROUTES) {
            String found = arrival.record().attributes().get(key);
            if (found != null) {
                return value.matches(found);
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
