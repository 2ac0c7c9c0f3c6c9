/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** The configuration's word on the members of an annotation, for one method of one class. */
final class TracedOverrides {

    private static final Logger LOG = Logger.getLogger(TracedOverrides.class.getPackageName());

    private static final String PREFIX = "honeyhive.traced.";

    private final @Nullable Config config;
    private final String type;
    private final String method;

    TracedOverrides(@Nullable Config config, String type, String method) {
        this.config = config;
        this.type = type;
        this.method = method;
    }

    /** The application's configuration, {@code null} where there is none: then the annotations stand. */
    static @Nullable Config config() {
        try {
            return ConfigProvider.getConfig();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "There is no MicroProfile Config here: nothing overrides the annotations", e);
            return null;
        }
    }

    String text(String member, String annotated) {
        ConfigValue value = find(member);
        return value == null ? annotated : value.getValue().strip();
    }

    <E extends Enum<E>> E oneOf(String member, Class<E> allowed, E annotated) {
        ConfigValue value = find(member);
        if (value == null) {
            return annotated;
        }
        try {
            return Enum.valueOf(
                    allowed, value.getValue().strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            LOG.warning(
                    () -> value.getName() + " (from " + value.getSourceName() + ") is not usable. Allowed is one of "
                            + names(allowed) + ". Until it is corrected what the annotation says is used.");
            return annotated;
        }
    }

    /** The nearest one: for the method, the class, its package, the packages around that. */
    private @Nullable ConfigValue find(String member) {
        ConfigValue found = read(PREFIX + type + '/' + method + '/' + member);
        if (found == null) {
            found = read(PREFIX + type + '/' + member);
        }
        for (int end = type.lastIndexOf('.'); found == null && end > 0; end = type.lastIndexOf('.', end - 1)) {
            found = read(PREFIX + type.substring(0, end) + ".*/" + member);
        }
        return found;
    }

    private @Nullable ConfigValue read(String key) {
        if (config == null) {
            return null;
        }
        try {
            ConfigValue value = config.getConfigValue(key);
            return value.getValue() == null || value.getValue().isBlank() ? null : value;
        } catch (RuntimeException | LinkageError e) {
            // Not its message: a config source may put a value there.
            LOG.warning(() -> key + " cannot be read, and counts as unset: a config source failed with "
                    + e.getClass().getName() + ".");
            return null;
        }
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
