/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import ai.honeyhive.microprofile.secrets.internal.config.DocumentId;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One store's thread: the only one that ever talks to it, so that many waiting callers are one read. It holds its owner
 * weakly: where nobody closes the configuration, which is the rule, it ends soon after the application is gone.
 */
final class StoreWorker implements Runnable {

    /** Who the thread works for. */
    interface Owner {

        void read(DocumentId id, SecretDocument document) throws SecretStoreException;

        void failed(DocumentId id, SecretStoreException failure);
    }

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final long LOOK_FOR_OWNER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration ON_REQUEST = Duration.ofSeconds(5);
    private static final Duration ON_CHANGE = Duration.ofMillis(100);
    private static final long NEVER = Long.MAX_VALUE;

    private final WeakReference<Owner> owner;
    private final SecretStore store;
    private final List<DocumentId> documents;
    private final Duration refresh;
    private final Runnable ended;
    private final StoreAccount account;
    private final Backoff backoff = new Backoff();
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicLong spacingAsked = new AtomicLong(NEVER);
    private final Thread thread;
    private volatile boolean closed;
    private boolean ending;
    private volatile Map<DocumentId, SecretStoreException> failing = Map.of();
    private @Nullable Duration shortestLife;

    StoreWorker(
            String name,
            Owner owner,
            SecretStore store,
            List<DocumentId> documents,
            Duration refresh,
            Duration maxStale,
            Runnable ended) {
        this.owner = new WeakReference<>(owner);
        this.store = store;
        this.documents = documents;
        this.refresh = refresh;
        this.ended = ended;
        this.account = new StoreAccount(name, maxStale);
        this.thread = new Thread(this, "honeyhive-secrets-" + name);
        thread.setDaemon(true);
        // Whatever loader calls us: a thread that keeps it would keep a whole application after its end.
        thread.setContextClassLoader(StoreWorker.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    /** Waits for the first answer to everything: a good one, or one that will not be another in a moment. */
    boolean awaitSettled(Duration atMost) throws InterruptedException {
        return settled.await(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
    }

    Map<DocumentId, SecretStoreException> failing() {
        return failing;
    }

    StoreStatus status() {
        return account.status();
    }

    /** Somebody needs fresh values. */
    void refreshSoon() {
        ask(ON_REQUEST);
    }

    /** The store has seen a change. */
    void changed() {
        ask(ON_CHANGE);
    }

    private void ask(Duration spacing) {
        spacingAsked.accumulateAndGet(spacing.toNanos(), Math::min);
        wake.release();
    }

    /** Ends the thread; it gives back what the store has to give back, and is not interrupted in that. */
    synchronized void close() {
        closed = true;
        wake.release();
        if (!ending) {
            thread.interrupt();
        }
    }

    void awaitEnd(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
    }

    @Override
    public void run() {
        try {
            work();
        } catch (InterruptedException e) {
            // The end, which is what follows.
        } finally {
            settled.countDown();
            closeStore();
        }
    }

    private void closeStore() {
        synchronized (this) {
            ending = true;
            // From here on nobody interrupts; what has come before must not end the last request.
            if (Thread.interrupted()) {
                LOG.log(
                        Level.FINE,
                        "The thread of store {0} has been interrupted",
                        account.status().store());
            }
        }
        try {
            store.close();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "A secret store did not close", e);
        } finally {
            ended.run();
        }
    }

    private void work() throws InterruptedException {
        long lastRead = System.nanoTime();
        long nextRead = lastRead;
        long nextCare = lastRead;
        List<DocumentId> due = documents;
        while (!closed) {
            long now = System.nanoTime();
            long asked = spacingAsked.get();
            if (asked != NEVER && lastRead + asked - nextRead < 0) {
                nextRead = lastRead + asked;
                due = documents;
            }
            if (nextRead - now <= 0) {
                spacingAsked.set(NEVER);
                Map<DocumentId, SecretStoreException> failed = round(due);
                if (failed == null) {
                    return;
                }
                boolean passing = failed.values().stream().anyMatch(SecretStoreException::passing);
                due = passing ? new ArrayList<>(failed.keySet()) : documents;
                lastRead = System.nanoTime();
                nextRead = lastRead + pause(passing).toNanos();
                nextCare = lastRead;
            }
            if (nextCare - now <= 0) {
                nextCare = System.nanoTime() + care().toNanos();
            }
            now = System.nanoTime();
            long pause = Math.min(Math.min(nextRead - now, nextCare - now), LOOK_FOR_OWNER_NANOS);
            if (wake.tryAcquire(Math.max(0, pause), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
            if (owner.get() == null) {
                return;
            }
        }
    }

    private Duration pause(boolean passing) {
        if (passing) {
            return backoff.failed();
        }
        backoff.succeeded();
        Duration life = shortestLife;
        Duration ahead = life == null ? refresh : life.multipliedBy(2).dividedBy(3);
        return Backoff.around(ahead.compareTo(refresh) < 0 ? ahead : refresh);
    }

    /** Reads documents. Returns those that failed, {@code null} when nobody needs them any more. */
    private @Nullable Map<DocumentId, SecretStoreException> round(List<DocumentId> due) throws InterruptedException {
        Map<DocumentId, SecretStoreException> failed = new LinkedHashMap<>(failing);
        announce(due);
        for (DocumentId id : due) {
            failed.remove(id);
            SecretStoreException failure = readOne(id);
            Owner target = owner.get();
            if (target == null || closed) {
                return null;
            }
            if (failure != null) {
                failed.put(id, failure);
                account.failed(failure);
                target.failed(id, failure);
            }
        }
        ended(Map.copyOf(failed));
        return failed;
    }

    private void announce(List<DocumentId> due) throws InterruptedException {
        Set<String> current = due.stream()
                .filter(id -> id.version() == null)
                .map(DocumentId::path)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (current.size() < 2) {
            return;
        }
        try {
            store.readingSoon(current);
        } catch (SecretStoreException e) {
            LOG.log(Level.FINE, "Secrets are read one by one: {0}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.FINE, "Secrets are read one by one: {0}", e.getClass().getName());
        }
    }

    private void ended(Map<DocumentId, SecretStoreException> failed) {
        boolean other = !failed.keySet().equals(failing.keySet());
        failing = failed;
        if (account.roundEnded(failed.isEmpty()) && failed.isEmpty() && settled.getCount() == 0) {
            LOG.info(() -> "Store " + account.status().store() + " gives its secrets again.");
        }
        if (other) {
            failed.values()
                    .forEach(failure -> LOG.warning(() -> "A secret cannot be read: " + failure.getMessage()
                            + ". A value that is in use stays so as honeyhive.secrets.max-stale allows."));
        }
        if (failed.values().stream().noneMatch(SecretStoreException::passing)) {
            settled.countDown();
        }
    }

    private @Nullable SecretStoreException readOne(DocumentId id) throws InterruptedException {
        account.read();
        try {
            SecretDocument document = store.read(id.path(), id.version());
            noteLife(document);
            Owner target = owner.get();
            if (target != null) {
                target.read(id, document);
            }
            return null;
        } catch (SecretStoreException e) {
            return e;
        } catch (RuntimeException | LinkageError e) {
            // Not as the cause and not its message: whose it is may have put a secret there.
            return new SecretStoreException(
                    Kind.INVALID, id + ": its store failed with " + e.getClass().getName());
        }
    }

    private void noteLife(SecretDocument document) {
        Duration life = document.timeToLive();
        if (life != null && !life.isZero() && (shortestLife == null || life.compareTo(shortestLife) < 0)) {
            shortestLife = life;
        }
    }

    private Duration care() throws InterruptedException {
        try {
            return store.maintain();
        } catch (SecretStoreException e) {
            account.failed(e);
            LOG.log(Level.WARNING, "A secret store cannot keep its access: {0}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    "A secret store failed with {0}",
                    e.getClass().getName());
        }
        return Backoff.around(Duration.ofSeconds(10));
    }
}
