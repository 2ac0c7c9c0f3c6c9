/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * Protects a value from the property expressions of MicroProfile Config, which would expand, shorten or swallow a secret
 * that holds a dollar sign: each implementation has its own rule. Determined by running them (SmallRye 3.16) and, for
 * Payara, from its source.
 */
public enum Expansion {
    /** A dollar sign after a backslash is only a dollar sign. */
    SMALLRYE,
    /** As SmallRye, and for braces too. */
    PAYARA,
    /**
     * What the specification promises: after a backslash, an expression is none. Helidon takes the backslash away only where
     * there is an expression that closes and has something in it.
     */
    SPEC,
    /** Values go out as they are. */
    NONE;

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(?=[^}]+})");

    /**
     * The rule of a setting.
     *
     * @param setting {@code auto} or a rule's name in small letters
     * @param enabled whether the implementation expands expressions at all
     */
    public static Expansion of(String setting, boolean enabled) {
        if (!setting.equals("auto")) {
            return valueOf(setting.toUpperCase(Locale.ROOT));
        }
        return enabled ? ofImplementation(ConfigProviderResolver.instance().getClass()) : NONE;
    }

    private static Expansion ofImplementation(Class<?> resolver) {
        for (Class<?> type = resolver; type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith("io.smallrye.config.")) {
                return SMALLRYE;
            }
            if (type.getName().startsWith("fish.payara.")) {
                return PAYARA;
            }
        }
        return SPEC;
    }

    /** The value as it must go out to come out as it is. */
    public String protect(String value) {
        return switch (this) {
            case SMALLRYE -> value.replace("$", "\\$");
            case PAYARA -> value.replace("$", "\\$").replace("{", "\\{").replace("}", "\\}");
            case SPEC -> EXPRESSION.matcher(value).replaceAll("\\\\\\${");
            case NONE -> value;
        };
    }
}
