/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.time.Duration;
import java.util.Optional;

/** What a store is opened with: its name and its settings. Thread-safe. */
public interface StoreContext {

    /** The store's name, as in references. */
    String name();

    /**
     * A setting of the store: {@code honeyhive.secrets.store.<name>.<setting>}, without white space at its ends.
     *
     * @return empty where it is unset or blank
     */
    Optional<String> setting(String setting);

    /**
     * A setting that must be there.
     *
     * @throws IllegalArgumentException if it is not; the message names the property to set
     */
    String require(String setting);

    /**
     * A duration.
     *
     * @throws IllegalArgumentException if it is set and is no duration
     */
    Duration duration(String setting, Duration defaultValue);

    /** The full name of the property that holds a setting, for messages. */
    String property(String setting);

    /** To be called when the store knows that something has changed: a read follows soon. Callable from any thread. */
    void changed();
}
