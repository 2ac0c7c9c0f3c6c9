/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import ai.honeyhive.microprofile.internal.config.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Which spans are evaluated though nobody annotated them. Immutable. */
final class Rules {

    private record Rule(Pattern span, Pattern scope, List<String> names) {}

    private final List<Rule> rules;

    Rules(Collection<EvaluationConfig.Rule> rules) {
        this.rules = rules.stream()
                .map(rule -> new Rule(Glob.compile(rule.span()), Glob.compile(rule.scope()), rule.pipelines()))
                .toList();
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The names of what evaluates such a span. */
    List<String> names(String span, String scope) {
        List<String> names = List.of();
        for (Rule rule : rules) {
            if (rule.span().matcher(span).matches()
                    && rule.scope().matcher(scope).matches()) {
                names = names.isEmpty() ? new ArrayList<>() : names;
                names.addAll(rule.names());
            }
        }
        return names;
    }
}
