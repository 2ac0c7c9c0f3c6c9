/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.spi;

import org.eclipse.microprofile.config.Config;

/**
 * Gets rotated credentials into a configuration on request. The exporter asks for it when HoneyHive refuses a key, and keeps
 * the refused spans for some seconds if there is hope. Found by {@link java.util.ServiceLoader};
 * {@code honeyhive-secrets} brings one.
 *
 * <p>Called on an exporter's thread, several times while it waits. What it throws is logged and counts as "no".
 */
public interface CredentialRefresher {

    /**
     * Has the credentials behind a configuration read again soon. Must return at once, without I/O, and make one read of
     * many calls.
     *
     * @param config the application's configuration
     * @return whether a value of it may be another in a moment
     */
    boolean refreshSoon(Config config);
}
