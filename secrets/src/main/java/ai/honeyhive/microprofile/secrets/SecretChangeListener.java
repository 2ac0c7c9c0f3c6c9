/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.util.Set;

/** Is told that secrets have changed: by name only, the new values are in {@link Secrets} by then. */
@FunctionalInterface
public interface SecretChangeListener {

    /**
     * Called after each change, on the thread that read it: be quick, other secrets of the same store wait meanwhile. What
     * it throws is logged and has no other effect.
     *
     * @param properties the properties with a new value, never empty
     */
    void changed(Set<String> properties);
}
