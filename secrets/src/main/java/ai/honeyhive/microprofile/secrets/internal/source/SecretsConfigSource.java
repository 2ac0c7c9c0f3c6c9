/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

import ai.honeyhive.microprofile.secrets.SecretChangeListener;
import ai.honeyhive.microprofile.secrets.SecretValue;
import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import ai.honeyhive.microprofile.secrets.internal.core.Expansion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Answers the mapped properties from memory, and nothing else. Never throws, never does I/O. */
public final class SecretsConfigSource implements ConfigSource, Secrets, AutoCloseable {

    /** What a list of properties shows in place of a value. */
    static final String HIDDEN = "****";

    private final Secrets secrets;
    private final Expansion expansion;
    private final int ordinal;

    SecretsConfigSource(Secrets secrets, Expansion expansion, int ordinal) {
        this.secrets = secrets;
        this.expansion = expansion;
        this.ordinal = ordinal;
    }

    @Override
    public @Nullable String getValue(@Nullable String propertyName) {
        if (propertyName == null) {
            return null;
        }
        return find(propertyName)
                .map(value -> expansion.protect(value.reveal()))
                .orElse(null);
    }

    @Override
    public Set<String> getPropertyNames() {
        return names();
    }

    /** The names; the values are hidden, because dumps of the configuration read them here. */
    @Override
    public Map<String, String> getProperties() {
        Map<String, String> hidden = new HashMap<>();
        names().forEach(name -> hidden.put(name, HIDDEN));
        return hidden;
    }

    @Override
    public int getOrdinal() {
        return ordinal;
    }

    @Override
    public String getName() {
        return "HoneyHive secrets";
    }

    @Override
    public Optional<SecretValue> find(String property) {
        return secrets.find(property);
    }

    @Override
    public Set<String> names() {
        return secrets.names();
    }

    @Override
    public void refreshSoon() {
        secrets.refreshSoon();
    }

    @Override
    public Registration onChange(SecretChangeListener listener) {
        return secrets.onChange(listener);
    }

    @Override
    public List<StoreStatus> stores() {
        return secrets.stores();
    }

    @Override
    public void shutDown() {
        secrets.shutDown();
    }

    /** Called by implementations of MicroProfile Config that close their sources. */
    @Override
    public void close() {
        shutDown();
    }

    @Override
    public String toString() {
        return getName();
    }
}
