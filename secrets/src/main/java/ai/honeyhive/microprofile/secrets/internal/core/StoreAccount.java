/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store has done so far. Thread-safe. */
final class StoreAccount {

    private final String store;
    private final Map<Kind, Long> failures = new EnumMap<>(Kind.class);
    private boolean healthy;
    private long reads;
    private @Nullable Instant lastSuccess;
    private @Nullable String lastFailure;

    StoreAccount(String store) {
        this.store = store;
    }

    synchronized void read() {
        reads++;
    }

    synchronized void failed(SecretStoreException failure) {
        failures.merge(failure.kind(), 1L, Long::sum);
        lastFailure = failure.getMessage();
    }

    /** Returns whether that is another state than before. */
    synchronized boolean roundEnded(boolean good) {
        boolean other = good != healthy;
        healthy = good;
        if (good) {
            lastSuccess = Instant.now();
        }
        return other;
    }

    synchronized StoreStatus status() {
        return new StoreStatus(store, healthy, lastSuccess, reads, failures, lastFailure);
    }
}
