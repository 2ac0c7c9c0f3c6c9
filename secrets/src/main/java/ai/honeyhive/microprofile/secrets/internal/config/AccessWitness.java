/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import org.jspecify.annotations.Nullable;

/** Who must be told how a store is logged in to. Thread-safe; never throws. */
public interface AccessWitness {

    /** Nobody is told. */
    AccessWitness NONE = new AccessWitness() {
        @Override
        public boolean mayAccess(String store, String action) {
            return true;
        }

        @Override
        public void accessed(String store, String action, @Nullable SecretStoreException failure) {}
    };

    /** Whether something may be done now: {@code login approle}, {@code renewal} or {@code revocation}. */
    boolean mayAccess(String store, String action);

    /** It was done, or failed. */
    void accessed(String store, String action, @Nullable SecretStoreException failure);
}
