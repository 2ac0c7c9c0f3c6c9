/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all bodies in flight may take together. Thread-safe. */
final class Budget {
    private final long limit;
    private final AtomicLong reserved = new AtomicLong();

    /** A budget that always has room for one largest body and what it unpacks to. */
    Budget(long limit) {
        this.limit = Math.max(limit, 2L * Body.MAX_BYTES);
    }

    boolean reserve(long bytes) {
        if (reserved.addAndGet(bytes) <= limit) {
            return true;
        }
        reserved.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        reserved.addAndGet(-bytes);
    }
}
