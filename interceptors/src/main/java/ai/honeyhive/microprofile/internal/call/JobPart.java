/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.batch.Tally;
import ai.honeyhive.microprofile.internal.call.CallMetadata.Members;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a batch job under way, with an event of its own: the job, a step, a partition or a chunk. Thread-safe. */
final class JobPart {

    private final CallRecorder recorder;
    private final String name;
    private final @Nullable JobPart within;
    private final BatchRecorder.Recorded record;
    private final Thread thread = Thread.currentThread();

    private final Tally tally = new Tally();
    private final List<JobPart> partitions = new ArrayList<>();

    /** Of chunks that were rolled back, and that nobody has tried again yet, by who does the chunks. */
    private final Map<Object, List<JobItem>> undone = new LinkedHashMap<>();

    /** Those with a chunk under way. */
    private final Set<JobItems> working = new LinkedHashSet<>();

    private int partitionsMade;
    private int groups;
    private long counted;
    private boolean over;

    private JobPart(CallRecorder recorder, String name, String key, @Nullable JobPart within, Context parent) {
        this.recorder = recorder;
        this.name = name;
        this.within = within;
        var members = new Members(
                name,
                name,
                Kind.BATCH,
                "",
                "",
                Capture.CONFIGURED,
                Capture.CONFIGURED,
                "",
                Importance.STANDARD,
                List.of());
        record = new BatchRecorder(recorder, CallMetadata.of(members, List.of(), BatchResult.class), parent).begin(key);
    }

    /** What is in no other part that we know of. */
    static JobPart outermost(CallRecorder recorder, String name, String key) {
        return new JobPart(recorder, name, key, null, Context.current());
    }

    JobPart step(String stepName) {
        JobPart step = new JobPart(recorder, stepName, "", this, record.context());
        add(1);
        return step;
    }

    /** Where chunks of a step run on other threads than the step itself, a partition for whoever asks. */
    JobPart partition() {
        if (thread == Thread.currentThread()) {
            return this;
        }
        String number;
        synchronized (this) {
            number = String.valueOf(++partitionsMade);
        }
        JobPart partition = new JobPart(recorder, name + ".partition", number, this, record.context());
        synchronized (this) {
            partitions.add(partition);
        }
        return partition;
    }

    JobPart chunk(int number) {
        add(1);
        if (within != null && within.isPartitioned()) {
            within.add(1);
        }
        JobPart chunk = new JobPart(recorder, name + ".chunk", String.valueOf(number), this, record.context());
        chunk.add(1);
        return chunk;
    }

    private synchronized boolean isPartitioned() {
        return partitionsMade > 0;
    }

    private synchronized void add(int more) {
        groups += more;
    }

    BatchRecorder.Recorded record() {
        return record;
    }

    boolean isOnItsThread() {
        return thread == Thread.currentThread();
    }

    /** Counts an item here and in all that this is in. */
    void count(JobItem item) {
        synchronized (this) {
            item.into(tally, ++counted);
        }
        if (within != null) {
            within.count(item);
        }
    }

    synchronized void rolledBack(Object who, List<JobItem> items) {
        undone.put(who, items);
    }

    synchronized void triedAgain(Object who) {
        undone.remove(who);
    }

    synchronized void opened(JobItems items) {
        working.add(items);
    }

    synchronized void closed(JobItems items) {
        working.remove(items);
    }

    /** Ends the chunks of which no end was told, here and in the partitions. */
    void endChunks(@Nullable Throwable failure) {
        List<JobPart> inner;
        List<JobItems> open;
        synchronized (this) {
            inner = List.copyOf(partitions);
            open = List.copyOf(working);
        }
        inner.forEach(partition -> partition.endChunks(failure));
        open.forEach(items -> items.abandoned(failure));
    }

    void end(@Nullable Throwable failure) {
        List<JobPart> open;
        List<List<JobItem>> lost;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            open = List.copyOf(partitions);
            lost = List.copyOf(undone.values());
            undone.clear();
        }
        open.forEach(partition -> partition.end(null));
        lost.forEach(items -> items.forEach(this::count));
        BatchResult figures;
        synchronized (this) {
            figures = tally.result(name, groups, false);
        }
        record.end(figures, failure);
    }

    /** The end of a chunk, whose items count elsewhere only if they will not be tried again. */
    void endAlone(List<JobItem> items, Throwable failure) {
        BatchResult figures;
        synchronized (this) {
            over = true;
            items.forEach(item -> item.into(tally, ++counted));
            figures = tally.result(name, groups, false);
        }
        record.end(figures, failure);
    }
}
