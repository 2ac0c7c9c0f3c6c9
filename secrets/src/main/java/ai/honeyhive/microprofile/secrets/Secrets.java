/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The mapped secrets, typed. What comes from here has not been through MicroProfile Config: no expression is expanded in
 * it, nothing is trimmed, nothing is split at commas, and no source with a higher ordinal can replace it.
 *
 * <p>Thread-safe. Reading never does I/O and never waits: values are kept fresh by threads of ours.
 */
public interface Secrets {

    /**
     * The secrets behind a configuration. Get it again after a redeployment, and do not keep it beyond the application.
     *
     * @return one without any secret where nothing is mapped
     */
    static Secrets of(Config config) {
        for (ConfigSource source : config.getConfigSources()) {
            if (source instanceof Secrets secrets) {
                return secrets;
            }
        }
        return NoSecrets.INSTANCE;
    }

    /** The secret of a mapped property; empty where the property is not mapped, or its store has no fresh enough answer. */
    Optional<SecretValue> find(String property);

    /**
     * The secret of a mapped property.
     *
     * @throws NoSuchElementException if there is none at present; the message tells why
     */
    default SecretValue get(String property) {
        return find(property)
                .orElseThrow(() -> new NoSuchElementException(
                        property + " has no secret at present: it is not mapped by honeyhive.secrets.map." + property
                                + ", or its store has not answered for longer than honeyhive.secrets.max-stale."));
    }

    /** The properties that have a secret at present. */
    Set<String> names();

    /**
     * Asks the stores for fresh values soon, for instance because a peer has refused the present one. Returns at once;
     * many calls become one read, and a store is not asked more than once in five seconds for this reason.
     */
    void refreshSoon();

    /**
     * Calls the listener after values have changed, until it is closed.
     *
     * @return closes the registration, any number of times
     */
    Registration onChange(SecretChangeListener listener);

    /** How each store is doing, for health checks and metrics. */
    List<StoreStatus> stores();

    /**
     * Ends the refreshing, and gives tokens back to their stores where they take them (at most two seconds for each). The
     * last values stay readable. Happens by itself when the application's configuration becomes unreachable; call it at
     * the end of the application to have tokens revoked at once.
     */
    void shutDown();

    /** A listener's registration. */
    interface Registration extends AutoCloseable {

        /** Ends it. */
        @Override
        void close();
    }
}
