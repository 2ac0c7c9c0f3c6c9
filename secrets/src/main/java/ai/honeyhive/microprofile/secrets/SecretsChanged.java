/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.util.Set;

/**
 * The CDI event after secrets have changed: by name only, the new values are in {@link Secrets} by then. Observers are
 * called as a {@link SecretChangeListener} is, on the thread that read the change, and must be quick: no request and no
 * transaction is active there. Asynchronous observers ({@code @ObservesAsync}) are not called.
 *
 * @param properties the properties with another value, one again, or none any more; never empty
 */
public record SecretsChanged(Set<String> properties) {

    /** Copies the names. */
    public SecretsChanged {
        properties = Set.copyOf(properties);
    }
}
