/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import java.time.Duration;
import java.time.Instant;

/** How fresh a document's values are. Written by its store's thread, read by all. */
final class DocumentState {

    /** For values that come from no store and never get old. */
    static final DocumentState FIXED = new DocumentState();

    private volatile boolean failing;
    private volatile long goodAtNanos = System.nanoTime();
    private volatile Instant goodAt = Instant.now();

    void good() {
        goodAtNanos = System.nanoTime();
        goodAt = Instant.now();
        failing = false;
    }

    void failed() {
        failing = true;
    }

    Instant goodAt() {
        return goodAt;
    }

    boolean usable(Duration maxStale) {
        return !failing || System.nanoTime() - goodAtNanos < maxStale.toNanos();
    }
}
