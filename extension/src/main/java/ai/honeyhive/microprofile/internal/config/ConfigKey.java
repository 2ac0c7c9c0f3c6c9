/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.regex.Matcher;

/**
 * One {@code honeyhive.*} key. The keys are in {@link ConfigKeys}.
 *
 * @param path the key without {@code honeyhive.} or {@code honeyhive.tracer.<name>.}
 * @param type how the value is written
 * @param defaultText the default as one would write it, empty for none
 * @param scope where the key may stand
 * @param meaning what it does, one sentence
 */
record ConfigKey<T>(String path, ValueType<T> type, String defaultText, Scope scope, String meaning) {

    /** Where a key may stand. */
    enum Scope {
        /** {@code honeyhive.<path>} only. */
        GLOBAL("one for all"),
        /** Also {@code honeyhive.tracer.<name>.<path>}, which has its own value or none. */
        EACH_TRACER("its own or none"),
        /** Also {@code honeyhive.tracer.<name>.<path>}, which defaults to {@code honeyhive.<path>}. */
        INHERITED("its own, else this");

        private final String label;

        Scope(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static final String PREFIX = "honeyhive.";
    static final String TRACER_PREFIX = "honeyhive.tracer.";

    /** The full name of the key: for the default tracer and for what is not a tracer's. */
    String fullName() {
        return PREFIX + path;
    }

    /** The full name of the key for a tracer, the empty name being the default one's. */
    String fullName(String tracer) {
        return tracer.isEmpty() ? fullName() : TRACER_PREFIX + tracer + "." + path;
    }

    /** The same key with names in the places of its placeholders, in their order. */
    ConfigKey<T> at(String... names) {
        String named = path;
        for (String name : names) {
            named = named.replaceFirst("<[a-z]+>", Matcher.quoteReplacement(name));
        }
        return new ConfigKey<>(named, type, defaultText, scope, meaning);
    }

    T defaultValue() {
        return type.parse(defaultText);
    }

    boolean forNamedTracers() {
        return scope != Scope.GLOBAL;
    }

    boolean secret() {
        return type.equals(ValueType.KEY);
    }
}
