/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A thread and a bounded queue for a place that may fail or hang. What it refuses is offered again, with growing pauses;
 * what does not fit into the queue meanwhile is lost and counted. Thread-safe.
 *
 * @param <T> what is taken there
 */
public final class SinkWorker<T> {

    /** Takes things to their place. */
    @FunctionalInterface
    public interface Destination<T> {
        void write(List<T> things) throws Exception;
    }

    /** Is told, from the worker's thread, that the place fails (once) or works again. */
    @FunctionalInterface
    public interface Observer {
        void changed(boolean works, String reason, long lost);
    }

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.audit");
    private static final int CAPACITY = 4096;
    private static final int MOST_AT_ONCE = 256;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final String name;
    private final Destination<T> destination;
    private final Observer observer;
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean failing;

    public SinkWorker(String name, Destination<T> destination, Observer observer) {
        this.name = name;
        this.destination = destination;
        this.observer = observer;
        this.thread = new Thread(this::run, "honeyhive-audit-" + name);
        this.thread.setDaemon(true);
        this.thread.setContextClassLoader(SinkWorker.class.getClassLoader());
    }

    public void start() {
        thread.start();
    }

    /** Never waits. */
    public void offer(T thing) {
        if (!queue.offer(thing)) {
            lost.incrementAndGet();
        }
    }

    public long lost() {
        return lost.get();
    }

    public boolean isWorking() {
        return !failing;
    }

    public String name() {
        return name;
    }

    private void run() {
        List<T> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                T first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    deliver(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                lost.addAndGet(batch.size() + (long) queue.size());
                return;
            }
        }
    }

    private void deliver(List<T> batch) throws InterruptedException {
        long pause = 100;
        while (true) {
            try {
                destination.write(List.copyOf(batch));
                if (failing) {
                    failing = false;
                    LOG.log(Level.WARNING, "Audit sink {0} works again; it has lost {1} records", new Object[] {
                        name, lost
                    });
                    observer.changed(true, "", lost.get());
                }
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) {
                // Also an Error: a missing class of a driver must not end the thread.
                if (!failing) {
                    failing = true;
                    LOG.log(
                            Level.SEVERE,
                            "Audit sink " + name + " fails: " + e
                                    + ". It is tried again; beyond " + CAPACITY
                                    + " records it loses and counts them. The file"
                                    + " is not affected.");
                    observer.changed(false, String.valueOf(e), lost.get());
                }
            }
            Thread.sleep(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Delivers what is queued as far as that succeeds in time, then ends the threads; twice that time at most, for all. */
    public static void closeAll(List<? extends SinkWorker<?>> workers, Duration patience) {
        for (SinkWorker<?> worker : workers) {
            worker.closing = true;
        }
        boolean interrupted = joinAll(workers, patience);
        for (SinkWorker<?> worker : workers) {
            worker.thread.interrupt();
        }
        interrupted |= joinAll(workers, patience);
        for (SinkWorker<?> worker : workers) {
            if (worker.lost.get() > 0) {
                LOG.log(Level.WARNING, "Audit sink {0} has lost {1} records in all", new Object[] {
                    worker.name, worker.lost
                });
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** True if this thread was interrupted, which ends the wait. */
    private static boolean joinAll(List<? extends SinkWorker<?>> workers, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (SinkWorker<?> worker : workers) {
                // At least a millisecond: zero would wait for ever.
                worker.thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
