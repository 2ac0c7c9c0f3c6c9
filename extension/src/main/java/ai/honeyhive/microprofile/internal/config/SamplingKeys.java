/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.config.ConfigKey.Scope;
import java.util.List;
import java.util.Locale;

/** The keys of classes and rules, of which there are as many as names are given: the only home of all that is known of them. */
final class SamplingKeys {

    static final String RATE_PATH = "sampling.rate.";
    static final String RULE_PATH = "sampling.rule.";

    /** The name of a class, in any case. */
    private static final ValueType<String> CLASS =
            new ValueType<>("name", String.class, "critical, important, standard, or a class that has a rate", text -> {
                List<String> names = ValueType.NAMES.parse(text);
                if (names.size() != 1) {
                    throw new IllegalArgumentException("it is not one name");
                }
                return names.get(0).toLowerCase(Locale.ROOT);
            });

    static final ConfigKey<Double> RATE = new ConfigKey<>(
            RATE_PATH + "<class>",
            ValueType.number(0, 1),
            "",
            Scope.INHERITED,
            "The share of the traces of a class that is kept. Another name than critical, important and standard makes a "
                    + "further class.");

    static final ConfigKey<String> RULE_CLASS =
            rule("class", CLASS, "The class of the spans that the rule means. Without it the rule has no effect.");

    static final ConfigKey<String> RULE_SPAN =
            rule("span", ValueType.TEXT, "The name of the span; * stands for any characters, here and below.");

    static final ConfigKey<String> RULE_ROUTE =
            rule("route", ValueType.TEXT, "The HTTP route (http.route), or the path where there is no route.");

    static final ConfigKey<String> RULE_TENANT =
            rule("tenant", ValueType.TEXT, "The tenant: the baggage entry or attribute tenant.id.");

    static final ConfigKey<String> RULE_ATTRIBUTE =
            rule("attribute.<key>", ValueType.TEXT, "The value of an attribute of the span.");

    static final ConfigKey<String> RULE_BAGGAGE = rule(
            "baggage.<key>", ValueType.TEXT, "The value of an entry of the W3C baggage that came with the request.");

    static final ConfigKey<String> RULE_HEADER =
            rule("header.<name>", ValueType.TEXT, "A header of the HTTP request that the thread works on.");

    static final ConfigKey<String> RULE_CLAIM = rule(
            "claim.<name>",
            ValueType.TEXT,
            "A claim of the JSON Web Token (MicroProfile JWT) of the request that the thread works on.");

    static final List<ConfigKey<?>> OF_CLASSES = List.of(RATE);

    static final List<ConfigKey<?>> OF_RULES = List.of(
            RULE_CLASS, RULE_SPAN, RULE_ROUTE, RULE_TENANT, RULE_ATTRIBUTE, RULE_BAGGAGE, RULE_HEADER, RULE_CLAIM);

    private SamplingKeys() {}

    private static ConfigKey<String> rule(String setting, ValueType<String> type, String meaning) {
        return new ConfigKey<>(RULE_PATH + "<rule>." + setting, type, "", Scope.INHERITED, meaning);
    }
}
