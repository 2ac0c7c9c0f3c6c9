/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.batch.GroupRecord;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a step, or of one of its partitions, told by the events of Jakarta Batch. A chunk that is rolled back has an
 * event; its items count in the step only if nobody tries them again. Of one thread. No method throws.
 */
public final class JobItems {

    private final CallRecorder recorder;
    private final String name;
    private final Supplier<@Nullable JobPart> step;
    private final List<JobItem> items = new ArrayList<>();

    private @Nullable JobPart owner;
    /** Nobody will tell the end of the owner, which is in no step that we know of. */
    private boolean alone;

    private boolean inputEnded;
    private @Nullable Scope surroundings;
    private @Nullable JobPart chunk;
    private GroupRecord.@Nullable Item place;
    private GroupRecord.@Nullable Item item;
    private int chunks;
    private int read;
    private long chunkBegan;
    private long itemBegan;
    private @Nullable Throwable failedItem;
    private int failedWrites;

    /**
     * Those of a step.
     *
     * @param step its part, {@code null} where it is not under way in this process
     */
    JobItems(CallRecorder recorder, String name, Supplier<@Nullable JobPart> step) {
        this.recorder = recorder;
        this.name = name;
        this.step = step;
    }

    /** A chunk begins. Its event does with the first item, since the last chunk of a step may have none. */
    @SuppressWarnings("MustBeClosedChecker") // Closed at its end.
    public void chunkBegins() {
        guarded("start a chunk", () -> {
            complete();
            inputEnded = false;
            surroundings = owner().record().context().makeCurrent();
            owner().opened(this);
        });
    }

    /** An item was read. */
    public void read() {
        guarded("count an item", () -> {
            open();
            read++;
        });
    }

    /** There are no more items: the chunk is the last one. */
    public void inputEnded() {
        inputEnded = true;
    }

    /** An item could not be read. */
    public void readFailed(Throwable failure) {
        guarded("count an item", () -> {
            open();
            read++;
            itemBegan = System.nanoTime();
            failedItem = failure;
        });
    }

    /** Work on an item begins. */
    public void workBegins() {
        guarded("start an item", () -> {
            failedItem = null;
            item = open().record().enter();
            itemBegan = System.nanoTime();
        });
    }

    /** Work on an item has ended; {@code null} if it gave nothing to write. */
    public void workEnded(@Nullable Object result) {
        long nanos = System.nanoTime() - itemBegan;
        guarded("end an item", () -> {
            leaveItem(false);
            items.add(JobItem.succeeded(nanos, result == null ? null : BatchRecorder.read(recorder, result)));
        });
    }

    /** Work on an item has failed. It may be tried again, or skipped. */
    public void workFailed(Throwable failure) {
        guarded("end an item", () -> {
            leaveItem(true);
            failedItem = failure;
        });
    }

    /** Items could not be written. They may be tried again, or skipped. */
    public void writeFailed(int count) {
        failedWrites = count;
    }

    /** The item that could not be read, or worked on, is left out. */
    public void skipped(Throwable failure) {
        guarded("count an item", () -> {
            open();
            failedItem = null;
            items.add(JobItem.failed(System.nanoTime() - itemBegan, failure));
        });
    }

    /** Items that could not be written are left out. It is the last that is heard of a chunk: JBeret tells no end of it (run). */
    public void writesSkipped(int count, Throwable failure) {
        guarded("count items", () -> {
            fill();
            fail(count, failure);
            complete();
        });
    }

    /** The chunk is committed. */
    public void chunkEnded() {
        guarded("end a chunk", this::complete);
    }

    private void complete() {
        JobPart ended = chunk;
        if (ended != null) {
            fill();
            items.forEach(ended::count);
        }
        leave();
        if (ended != null) {
            ended.end(null);
        }
        if (inputEnded) {
            endOwner(null);
        }
    }

    /** A part that is in no step ends with its input, or with a chunk that fails: nothing later is told for certain. */
    private void endOwner(@Nullable Throwable failure) {
        JobPart ended = owner;
        if (alone && ended != null) {
            owner = null;
            ended.end(failure);
        }
    }

    /** The chunk is rolled back, for what one of its items or something else did. */
    public void chunkFailed(Throwable failure) {
        guarded("end a chunk", () -> {
            JobPart ended = chunk;
            JobPart around = owner;
            List<JobItem> lost = List.of();
            if (ended != null) {
                if (failedItem != null) {
                    items.add(JobItem.failed(System.nanoTime() - itemBegan, failedItem));
                }
                fill();
                fail(failedWrites, failure);
                lost = items.stream().map(JobItem::rolledBack).toList();
            }
            leave();
            if (ended != null && around != null) {
                around.rolledBack(this, lost);
                ended.endAlone(lost, failure);
            }
            endOwner(failure);
        });
    }

    /** The step has ended, and nobody has told the end of the chunk. */
    void abandoned(@Nullable Throwable failure) {
        chunkFailed(failure == null ? new IllegalStateException("no end of the chunk was told") : failure);
    }

    private JobPart owner() {
        JobPart known = owner;
        if (known == null) {
            JobPart around = step.get();
            alone = around == null;
            known = around == null ? JobPart.outermost(recorder, name, "") : around.partition();
            owner = known;
        }
        return known;
    }

    private JobPart open() {
        JobPart known = chunk;
        if (known == null) {
            JobPart around = owner();
            around.triedAgain(this);
            known = around.chunk(++chunks);
            chunk = known;
            place = known.record().enter();
            chunkBegan = System.nanoTime();
        }
        return known;
    }

    /** Without work on single items each took its share of the chunk. */
    private void fill() {
        long share = (System.nanoTime() - chunkBegan) / Math.max(1, read);
        while (items.size() < read) {
            items.add(JobItem.succeeded(share, null));
        }
    }

    /** The last ones that have not failed yet, as many as were to be written. */
    private void fail(int count, Throwable failure) {
        int left = count;
        for (int i = items.size() - 1; i >= 0 && left > 0; i--) {
            if (items.get(i).fate() == JobItem.Fate.SUCCEEDED) {
                items.set(i, items.get(i).failedLater(failure));
                left--;
            }
        }
    }

    private void leaveItem(boolean failed) {
        GroupRecord.Item entered = item;
        item = null;
        if (entered != null) {
            entered.leave(failed);
        }
    }

    /** The thread is as it was before the chunk. */
    private void leave() {
        leaveItem(false);
        GroupRecord.Item entered = place;
        Scope around = surroundings;
        place = null;
        surroundings = null;
        chunk = null;
        items.clear();
        read = 0;
        failedItem = null;
        failedWrites = 0;
        if (entered != null) {
            entered.leave(false);
        }
        if (around != null) {
            around.close();
        }
        if (owner != null) {
            owner.closed(this);
        }
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (Throwable fault) {
            recorder.faults().report(what, fault);
        }
    }
}
