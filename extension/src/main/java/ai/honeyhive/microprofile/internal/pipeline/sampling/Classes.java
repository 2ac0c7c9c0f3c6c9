/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig.Criterion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which class a span speaks for. */
final class Classes {

    private static final List<String> ROUTES = List.of("http.route", "url.path", "http.target");
    private static final String TENANT = "tenant.id";

    private static final String HEADER = "http.request.header.";

    private final List<SamplingConfig.Rule> rules;
    private final Surroundings around;

    Classes(List<SamplingConfig.Rule> rules, Surroundings around) {
        this.rules = rules;
        this.around = around;
    }

    /**
     * The class of the first rule that means the span, else the one that the application gives it, else that of its
     * annotation; {@code null} where none says anything: standard is what an annotation says that says nothing.
     */
    @Nullable
    String of(Arrival arrival) {
        for (SamplingConfig.Rule rule : rules) {
            if (rule.criteria().stream().allMatch(criterion -> holds(criterion, arrival))) {
                return rule.sampled();
            }
        }
        String given = around.classify(arrival);
        if (given != null) {
            return given;
        }
        Importance importance = arrival.importance();
        return importance == null || importance == Importance.STANDARD
                ? null
                : importance.name().toLowerCase(Locale.ROOT);
    }

    private boolean holds(Criterion criterion, Arrival arrival) {
        return switch (criterion.subject()) {
            case SPAN -> criterion.value().matcher(arrival.record().name()).matches();
            case ROUTE -> route(criterion.value(), arrival);
            case TENANT ->
                matches(criterion.value(), arrival.baggage().getEntryValue(TENANT))
                        || attribute(arrival, TENANT, criterion.value());
            case ATTRIBUTE -> attribute(arrival, criterion.key(), criterion.value());
            case BAGGAGE -> matches(criterion.value(), arrival.baggage().getEntryValue(criterion.key()));
            case HEADER ->
                attribute(arrival, HEADER + criterion.key().toLowerCase(Locale.ROOT), criterion.value())
                        || matches(criterion.value(), around.ofRequest(criterion.subject(), criterion.key()));
            case CLAIM -> matches(criterion.value(), around.ofRequest(criterion.subject(), criterion.key()));
        };
    }

    /** The first that there is: a path must not match where the route says something else. */
    private static boolean route(Pattern value, Arrival arrival) {
        for (String key : ROUTES) {
            Object found = Classifiers.find(arrival.record().attributes(), key);
            if (found != null) {
                return matches(value, found);
            }
        }
        return false;
    }

    private static boolean attribute(Arrival arrival, String key, Pattern value) {
        return matches(value, Classifiers.find(arrival.record().attributes(), key))
                || matches(value, Classifiers.find(arrival.record().content(), key));
    }

    /** Of several values, such as those of a header, one is enough. */
    private static boolean matches(Pattern pattern, @Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().anyMatch(one -> matches(pattern, one));
        }
        return value != null && pattern.matcher(value.toString()).matches();
    }
}
