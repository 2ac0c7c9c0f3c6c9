/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import ai.honeyhive.microprofile.BatchProgress;
import ai.honeyhive.microprofile.BatchResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch. The calling thread reads items as long as there is room, and puts each into its group; a group with
 * items waits in line for a thread, which takes one item after the other. While there is no room, and at the end, the
 * calling thread takes items too: so nothing waits for threads that the executor does not have.
 *
 * <p>Everything below is guarded by the lock, which no code of the application runs under.
 */
public final class BatchRun<T> {

    private final BatchPlan<T> plan;
    private final GroupRecord.Recorder recorder;
    private final Executor executor;
    private final Grouping<T> grouping;
    private final ItemWork<T> items;
    private final ProgressReport report;
    private final long began = System.nanoTime();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Tally total = new Tally();

    /** Groups with items that no thread works on. */
    private final Deque<Group<T>> line = new ArrayDeque<>();

    /** The threads that are in an item's work. */
    private final Set<Thread> working = new HashSet<>();

    /** Those of them that this run has interrupted. */
    private final Set<Thread> interrupted = new HashSet<>();

    /** Tasks that the executor has and that have not ended, begun or not. */
    private int hired;

    /** Those of them that are in an item's work. */
    private int busy;

    /** Threads in an item's work, the calling one included. */
    private int active;

    /** Items that were read, and whose end is not yet recorded. */
    private long inFlight;

    private long read;
    private int groups;
    private boolean cancelled;
    private @Nullable Error error;

    public BatchRun(BatchPlan<T> plan, GroupRecord.Recorder recorder, Executor executor) {
        this.plan = plan;
        this.recorder = recorder;
        this.executor = executor;
        grouping = new Grouping<>(plan.key(), plan.size());
        items = new ItemWork<>(plan.work(), recorder);
        report = new ProgressReport(plan.listener(), recorder);
    }

    /** Reads all items and waits for their end. Throws what reading them throws, and errors of items. */
    public BatchResult run(Iterator<? extends T> source) {
        boolean interruptedBefore = false;
        try {
            read(source);
        } finally {
            lock.lock();
            try {
                completeAll();
                while (inFlight > 0) {
                    workOrWait();
                }
                // Whoever interrupted the batch wanted its caller.
                interruptedBefore = interrupted.remove(Thread.currentThread());
            } finally {
                lock.unlock();
            }
            report.finished(() -> progress(true));
            if (interruptedBefore) {
                Thread.currentThread().interrupt();
            }
        }
        Error thrown = error;
        if (thrown != null) {
            throw thrown;
        }
        return total.result(plan.name(), groups, cancelled);
    }

    private void read(Iterator<? extends T> source) {
        while (hasRoom() && source.hasNext()) {
            T item = source.next();
            Group<T> group = grouping.of(item);
            lock.lock();
            try {
                group.waiting.add(new Group.Waiting<>(item, ++read));
                group.admitted++;
                group.complete = grouping.isFull(group);
                inFlight++;
                if (!group.claimed) {
                    group.claimed = true;
                    line.addLast(group);
                }
            } finally {
                lock.unlock();
            }
            hire();
        }
    }

    /** Waits until another item may be read; false where none shall be. */
    private boolean hasRoom() {
        askWhetherCancelled();
        lock.lock();
        try {
            if (Thread.currentThread().isInterrupted()) {
                interruptAll();
            }
            while (inFlight >= plan.window() && !isHalted()) {
                workOrWait();
            }
            return !isHalted();
        } finally {
            lock.unlock();
        }
    }

    /** The calling thread works on an item, or waits for what the others do. */
    @SuppressWarnings("WaitNotInLoop") // Whoever calls this loops.
    private void workOrWait() {
        Group<T> group = active < plan.parallelism() ? line.pollFirst() : null;
        if (group != null) {
            step(group, false);
            unlocked(this::hire);
        } else if (isHalted()) {
            changed.awaitUninterruptibly();
        } else {
            try {
                changed.await();
            } catch (InterruptedException e) {
                interruptAll();
            }
        }
    }

    /** Asks the executor for threads, as many as there are groups in line. */
    private void hire() {
        int wanted;
        lock.lock();
        try {
            wanted = Math.min(plan.parallelism() - hired, line.size() - (hired - busy));
            hired += Math.max(0, wanted);
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < wanted; i++) {
            try {
                executor.execute(this::help);
            } catch (RuntimeException refused) {
                // The calling thread does it.
                locked(() -> hired--);
            }
        }
    }

    /** A thread of the executor works as long as there is something to do. */
    private void help() {
        lock.lock();
        try {
            while (active < plan.parallelism()) {
                Group<T> group = line.pollFirst();
                if (group == null) {
                    return;
                }
                step(group, true);
            }
        } finally {
            hired--;
            lock.unlock();
        }
    }

    /** The next item of a group, or where it must not begin, the end of all that wait. */
    private void step(Group<T> group, boolean hand) {
        unlocked(this::askWhetherCancelled);
        int done = group.waiting.size();
        if (isHalted() || group.stopped) {
            group.waiting.clear();
            group.tally.skipped(done);
            total.skipped(done);
        } else {
            Group.Waiting<T> next = group.waiting.remove();
            done = 1;
            enter(hand);
            if (group.record == null) {
                groups++;
            }
            ItemWork.Outcome outcome;
            lock.unlock();
            try {
                outcome = items.on(next.item(), group);
            } finally {
                lock.lock();
                leave(hand);
            }
            note(outcome, next.position(), group);
        }
        if (!group.waiting.isEmpty()) {
            line.addFirst(group);
        } else {
            group.claimed = false;
            if (group.complete) {
                end(group);
            }
        }
        inFlight -= done;
        changed.signalAll();
        unlocked(() -> report.changed(() -> progress(false)));
    }

    private void enter(boolean hand) {
        active++;
        busy += hand ? 1 : 0;
        working.add(Thread.currentThread());
    }

    private void leave(boolean hand) {
        active--;
        busy -= hand ? 1 : 0;
        working.remove(Thread.currentThread());
        if (hand && interrupted.remove(Thread.currentThread())) {
            // It was this item that was to be interrupted, not what the thread does next.
            Thread.interrupted();
        }
    }

    private void note(ItemWork.Outcome outcome, long position, Group<T> group) {
        Throwable failure = outcome.failure();
        if (failure == null) {
            group.tally.succeeded(outcome.nanos(), outcome.result());
            total.succeeded(outcome.nanos(), outcome.result());
            return;
        }
        group.tally.failed(outcome.nanos(), outcome.type(), outcome.message(), position);
        total.failed(outcome.nanos(), outcome.type(), outcome.message(), position);
        group.stopped = plan.stopOnFailure();
        if (failure instanceof Error first && error == null) {
            error = first;
        } else if (failure instanceof InterruptedException && !isHalted()) {
            // Whoever ends the threads of the server or the caller wants no further item.
            interruptAll();
        }
    }

    /** No further item comes: groups end with their last one. */
    private void completeAll() {
        for (Group<T> group : grouping.open()) {
            group.complete = true;
            if (!group.claimed) {
                end(group);
            }
        }
    }

    private void end(Group<T> group) {
        GroupRecord record = group.record;
        if (record != null) {
            BatchResult figures = group.tally.result(group.key, 1, cancelled);
            unlocked(() -> record.end(figures));
        }
    }

    private void askWhetherCancelled() {
        boolean wanted;
        try {
            wanted = plan.cancelled().getAsBoolean();
        } catch (Throwable fault) {
            recorder.fault("ask whether a batch is cancelled", fault);
            return;
        }
        if (wanted) {
            locked(() -> cancelled = true);
        }
    }

    private void interruptAll() {
        cancelled = true;
        interrupted.addAll(working);
        working.forEach(Thread::interrupt);
        interrupted.add(Thread.currentThread());
    }

    private boolean isHalted() {
        return cancelled || error != null;
    }

    private BatchProgress progress(boolean finished) {
        lock.lock();
        try {
            return new BatchProgress(
                    plan.name(),
                    plan.total(),
                    total.succeeded(),
                    total.failed(),
                    total.skipped(),
                    groups,
                    Duration.ofNanos(System.nanoTime() - began),
                    finished);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the lock for code of the application, or code that may take long. */
    private void unlocked(Runnable work) {
        lock.unlock();
        try {
            work.run();
        } finally {
            lock.lock();
        }
    }
}
