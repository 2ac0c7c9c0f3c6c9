/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

/** How much the caller does for a record to be on disk. */
public enum Delivery {
    /**
     * The caller never waits. When the queue is full the record is lost and counted, and a gap record tells how many
     * were lost and when.
     */
    BEST_EFFORT("best-effort"),
    /** The caller waits until the record is synced to disk, at most the timeout; if that fails the action goes on. */
    DURABLE("durable"),
    /** As {@link #DURABLE}, and the action must not be done if the record is not on disk (fail closed). */
    REQUIRED("required");

    private final String id;

    Delivery(String id) {
        this.id = id;
    }

    /** The word in the configuration. */
    public String id() {
        return id;
    }
}
