/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.internal.config.EvaluationConfig;
import ai.honeyhive.microprofile.internal.export.SizeEstimate;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds records back until they are scored, in bounded memory and for a bounded time. The caller's part ends with the decision
 * whether anything is due; a thread of the station's own, which starts with the first record, prepares the samples and watches the
 * time; the workers of the pipelines evaluate.
 *
 * <p>Thread-safe. No method but {@link #flush} and {@link #close} blocks, none throws.
 */
public final class EvaluationStation {

    private static final int FEW = 64;

    private final EvaluationSetup setup;
    private final Rules rules;
    private final Outlet outlet;
    private final ClassLoader application;
    private final long mostBytes;
    private final long waitNanos;
    private final EvaluationLedger ledger = new EvaluationLedger();
    private final AtomicLong bytes = new AtomicLong();
    private final LinkedBlockingQueue<Held> arrived = new LinkedBlockingQueue<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<PipelineResult>> running = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** A station; no thread starts before the first record. */
    public EvaluationStation(EvaluationConfig config, EvaluationSetup setup, Outlet outlet) {
        this.setup = setup;
        this.outlet = outlet;
        this.rules = new Rules(config.rules().values());
        this.mostBytes = config.queueBytes();
        this.waitNanos = config.longestWait().toNanos();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        this.application = context == null ? EvaluationStation.class.getClassLoader() : context;
    }

    /** Whether it may want a record: cheap, and to be asked before there is one. */
    public boolean mayWant(List<String> names) {
        return !names.isEmpty() || !rules.isEmpty();
    }

    /**
     * Takes a record that is to be scored, and sends it later.
     *
     * @param names what its call says of evaluation
     * @return false if nothing is due: then the caller sends it
     */
    public boolean take(String tracer, SpanRecord record, List<String> names) {
        List<Plan> plans = plans(record, names);
        if (plans.isEmpty() || closed) {
            return false;
        }
        ledger.due(plans.size());
        long size = SizeEstimate.of(record);
        if (bytes.addAndGet(size) > mostBytes) {
            bytes.addAndGet(-size);
            ledger.dropped(EvaluationAccount.Reason.QUEUE_FULL, plans.size());
            return false;
        }
        Held waiting = new Held(tracer, record, plans, size, System.nanoTime() + waitNanos);
        held.add(waiting);
        arrived.add(waiting);
        if (thread == null) {
            start();
        }
        if (closed) {
            giveUp(waiting);
        }
        return true;
    }

    private List<Plan> plans(SpanRecord record, List<String> names) {
        List<String> ruled = rules.isEmpty()
                ? List.of()
                : rules.names(record.name(), record.scope().name());
        List<String> all = names;
        if (!ruled.isEmpty()) {
            all = new ArrayList<>(names);
            all.addAll(ruled);
        }
        return all.isEmpty() ? List.of() : due(setup.plans(all), record.span().getTraceId());
    }

    /** Mostly all or none of them, and without a copy then: this runs on the caller's thread. */
    private static List<Plan> due(List<Plan> plans, String traceId) {
        int due = 0;
        for (Plan plan : plans) {
            due += plan.isDue(traceId) ? 1 : 0;
        }
        if (due == 0 || due == plans.size()) {
            return due == 0 ? List.of() : plans;
        }
        return plans.stream().filter(plan -> plan.isDue(traceId)).toList();
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread started = new Thread(this::work, "honeyhive-evaluation-station");
            started.setDaemon(true);
            started.setContextClassLoader(application);
            started.start();
            thread = started;
        }
    }

    private void work() {
        Queue<Held> waiting = new ArrayDeque<>();
        while (!closed) {
            try {
                Held next = next(waiting.peek());
                if (next != null) {
                    begin(next);
                    waiting.add(next);
                }
                releaseDue(waiting);
            } catch (InterruptedException e) {
                // Only close() interrupts; an evaluator on a direct executor may have done so as well.
            } catch (Throwable fault) {
                outlet.fault("the evaluation of calls", fault);
            }
        }
    }

    /** What has arrived, {@code null} once the oldest that waits must go. All wait for the same time, so they go in their order. */
    private @Nullable Held next(@Nullable Held oldest) throws InterruptedException {
        return oldest == null
                ? arrived.take()
                : arrived.poll(oldest.deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void releaseDue(Queue<Held> waiting) {
        // Those behind one that waits long have mostly gone: what is left of them must not pile up.
        if (waiting.size() > 2 * held.size() + FEW) {
            waiting.removeIf(Held::isGone);
        }
        for (Held oldest = waiting.peek(); oldest != null; oldest = waiting.peek()) {
            if (!oldest.isGone() && oldest.deadline - System.nanoTime() > 0) {
                break;
            }
            waiting.remove();
            oldest.release(outlet);
        }
    }

    private void begin(Held next) {
        SpanRecord record = next.begin();
        if (record == null) {
            return;
        }
        Sample sample;
        try {
            sample = SampleReader.read(outlet.mapped(next.tracer, record));
        } catch (Throwable fault) {
            outlet.fault("the preparation of an evaluation", fault);
            next.plans.forEach(plan -> lost(next, EvaluationAccount.Reason.FAULT));
            return;
        }
        next.plans.forEach(plan -> run(next, plan, sample));
    }

    @SuppressWarnings("CollectionUndefinedEquality") // A run is equal to itself only, as is meant.
    private void run(Held next, Plan plan, Sample sample) {
        try {
            CompletableFuture<PipelineResult> run = plan.pipeline().run(sample);
            running.add(run);
            CompletableFuture<?> unused = run.whenComplete((result, error) -> {
                running.remove(run);
                if (result == null) {
                    lost(next, closed ? EvaluationAccount.Reason.SHUTDOWN : EvaluationAccount.Reason.FAULT);
                } else {
                    done(next, plan, result);
                }
            });
            if (closed) {
                run.cancel(true);
            }
        } catch (Throwable fault) {
            outlet.fault("the start of an evaluation", fault);
            lost(next, EvaluationAccount.Reason.FAULT);
        }
    }

    private void done(Held next, Plan plan, PipelineResult result) {
        Attributes scores = Attributes.empty();
        try {
            scores = Scores.of(result, plan.aggregate());
            SpanRecord record = next.record();
            if (record != null) {
                List<Evaluation> all = new ArrayList<>(result.parts());
                if (plan.aggregate()) {
                    all.add(result.overall());
                }
                outlet.announce(next.tracer, record, new Announcement(all));
            }
        } catch (Throwable fault) {
            outlet.fault("the result of an evaluation", fault);
        }
        ledger.done(result);
        if (next.isGone()) {
            ledger.late();
        }
        ended(next, scores);
    }

    private void lost(Held next, EvaluationAccount.Reason reason) {
        ledger.dropped(reason, 1);
        ended(next, Attributes.empty());
    }

    private void ended(Held next, Attributes scores) {
        next.done(scores, outlet);
        settle(next);
    }

    /** Gives the memory back once nothing needs the record any more. */
    private void settle(Held next) {
        if (next.open() == 0 && held.remove(next)) {
            bytes.addAndGet(-next.bytes);
            synchronized (held) {
                held.notifyAll();
            }
        }
    }

    private void giveUp(Held left) {
        left.release(outlet);
        int notBegun = left.abandon();
        if (notBegun > 0) {
            ledger.dropped(EvaluationAccount.Reason.SHUTDOWN, notBegun);
            settle(left);
        }
    }

    /** Waits until everything that was taken so far has been scored; false if that takes longer. */
    public boolean flush(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (held) {
            while (!held.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    held.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** Waits for what is under way, no longer than this; then everything goes as it is, and the station's thread ends. */
    public void close(Duration grace) {
        flush(grace);
        Thread working;
        synchronized (this) {
            closed = true;
            working = thread;
        }
        List.copyOf(held).forEach(this::giveUp);
        List.copyOf(running).forEach(run -> run.cancel(true));
        if (working != null) {
            working.interrupt();
            try {
                working.join(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What became of everything that was due. */
    public EvaluationAccount account() {
        return ledger.snapshot();
    }
}
