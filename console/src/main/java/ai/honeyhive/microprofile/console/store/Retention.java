/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps the store within its bounds of age and size by forgetting the oldest. */
public final class Retention implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Retention.class.getPackageName());
    private static final long EVERY_SECONDS = 30;

    private final Store store;
    private final Duration maxAge;
    private final long maxBytes;
    private final ScheduledExecutorService executor;

    private Retention(Store store, Duration maxAge, long maxBytes) {
        this.store = store;
        this.maxAge = maxAge;
        this.maxBytes = maxBytes;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "honeyhive-console-retention");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to look at the bounds every half minute, the first time at once. */
    public static Retention start(Store store, Duration maxAge, long maxBytes) {
        Retention retention = new Retention(store, maxAge, maxBytes);
        var unused = retention.executor.scheduleWithFixedDelay(retention::run, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        return retention;
    }

    private void run() {
        try {
            store.forget(System.currentTimeMillis() - maxAge.toMillis(), maxBytes);
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Old data could not be forgotten", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "Forgetting old data did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
