/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

import ai.honeyhive.microprofile.secrets.internal.config.Settings;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigurableConfigSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The way in on SmallRye: started when all other sources are there, and with a view of them. */
final class SmallRyeBootstrap {

    private SmallRyeBootstrap() {}

    static List<ConfigSource> sources(ClassLoader loader) {
        return List.of(new ConfigurableConfigSource(context -> Starter.start(new OtherSources(context), loader)));
    }

    private record OtherSources(ConfigSourceContext context) implements Settings {

        @Override
        public @Nullable String get(String property) {
            io.smallrye.config.ConfigValue value = context.getValue(property);
            return value == null ? null : value.getValue();
        }

        @Override
        public Set<String> names() {
            Set<String> names = new TreeSet<>();
            context.iterateNames().forEachRemaining(names::add);
            return names;
        }
    }
}
