/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import ai.honeyhive.microprofile.secrets.StoreContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The settings of one store. */
public final class StoreSettings implements StoreContext {

    private final String name;
    private final Settings settings;
    private final Runnable changed;
    private final AccessWitness witness;

    /**
     * @param name the store's name
     * @param settings where its settings are read
     * @param changed what is to be done when the store has news
     * @param witness who is told how the store is logged in to
     */
    public StoreSettings(String name, Settings settings, Runnable changed, AccessWitness witness) {
        this.name = name;
        this.settings = settings;
        this.changed = changed;
        this.witness = witness;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> setting(String setting) {
        String text = settings.get(property(setting));
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }

    @Override
    public String require(String setting) {
        return setting(setting)
                .orElseThrow(() -> new IllegalArgumentException(
                        property(setting) + " is not set, and store " + name + " needs it."));
    }

    @Override
    public Duration duration(String setting, Duration defaultValue) {
        Optional<String> text = setting(setting);
        try {
            return text.map(Durations::parse).orElse(defaultValue);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    property(setting) + " is not usable. Allowed is " + Durations.ALLOWED + ".", e);
        }
    }

    @Override
    public String property(String setting) {
        return SecretKeys.STORE + name + "." + setting;
    }

    @Override
    public void changed() {
        changed.run();
    }

    /** Who is told how the store is logged in to. */
    public AccessWitness witness() {
        return witness;
    }

    /** Which kind of store it is: what its {@code type} says, else what its name says. */
    public String type() {
        return setting("type").orElse(name);
    }

    /** The names of listed properties of a store of one of our types that mean nothing, for a warning. */
    public Set<String> unknown() {
        Set<String> unknown = new TreeSet<>();
        if (!SecretKeys.ofType(type()).isEmpty()) {
            for (String listed : settings.names()) {
                if (listed.startsWith(property("")) && !isKnown(listed)) {
                    unknown.add(listed);
                }
            }
        }
        return unknown;
    }

    private boolean isKnown(String listed) {
        String setting = listed.substring(property("").length());
        return SecretKeys.STORES.stream().anyMatch(key -> key.setting().equals(setting))
                || SecretKeys.ofType(type()).stream()
                        .anyMatch(key -> key.setting().equals(setting))
                // An environment variable that is listed in small letters with dots.
                || settings.names().contains(listed.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
