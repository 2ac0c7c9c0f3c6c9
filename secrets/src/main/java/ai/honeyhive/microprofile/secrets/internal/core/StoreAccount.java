/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store has done so far. Thread-safe. */
final class StoreAccount {

    private final String store;
    private final Duration maxStale;
    private final Map<Kind, Long> failures = new EnumMap<>(Kind.class);
    private boolean healthy;
    private long reads;
    private @Nullable Instant lastSuccess;
    private @Nullable String lastFailure;

    /**
     * @param maxStale how long its last answer is good for
     */
    StoreAccount(String store, Duration maxStale) {
        this.store = store;
        this.maxStale = maxStale;
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
        Instant expiresAt = lastSuccess == null ? null : lastSuccess.plus(maxStale);
        return new StoreStatus(store, healthy, lastSuccess, expiresAt, reads, failures, lastFailure);
    }
}
