/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.spi.CredentialRefresher;
import org.eclipse.microprofile.config.Config;

/**
 * Has the stores read again when HoneyHive refuses a key. Loaded by the extension only: an application without it lacks the
 * interface, and nobody asks for this class.
 */
public final class SecretsRefresher implements CredentialRefresher {

    /** For the service loader. */
    public SecretsRefresher() {}

    @Override
    public boolean refreshSoon(Config config) {
        Secrets secrets = Secrets.of(config);
        secrets.refreshSoon();
        return !secrets.stores().isEmpty();
    }
}
