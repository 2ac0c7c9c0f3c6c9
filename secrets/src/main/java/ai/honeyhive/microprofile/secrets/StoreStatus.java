/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a store is doing. Holds no name of a secret and no secret.
 *
 * @param store the store's name
 * @param healthy whether the last round of reads succeeded as a whole
 * @param lastSuccess when it last did, {@code null} for never
 * @param expiresAt when what it last gave goes out of use unless it gives it again: {@code honeyhive.secrets.max-stale}
 *     after the last success; {@code null} for never
 * @param reads reads of one document each, since the start
 * @param failures failed ones by kind, since the start
 * @param lastFailure the last failure's message, {@code null} for none; kept after a recovery
 */
public record StoreStatus(
        String store,
        boolean healthy,
        @Nullable Instant lastSuccess,
        @Nullable Instant expiresAt,
        long reads,
        Map<SecretStoreException.Kind, Long> failures,
        @Nullable String lastFailure) {

    /** Copies the failures. */
    public StoreStatus {
        failures = Map.copyOf(failures);
    }
}
