/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.record.LineBuffer;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import ai.honeyhive.microprofile.audit.internal.record.RecordWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log. A batch is on disk as a whole or not at all: what a failed one left is cut off, and where that fails, or
 * a sync does, the file is never trusted again and a new one continues from the last good record.
 *
 * <p>Not thread-safe: one thread calls it.
 */
final class LogWriter {

    private static final int PIECE = 1 << 20;
    private static final long IDLE_CHECKPOINT_NANOS = 3_600_000_000_000L;

    private final FileSettings settings;
    private final RecordWriter lines;
    private final Disk disk;
    private final Consumer<String> anchor;
    private final boolean keepLines;
    private final LineBuffer buffer = new LineBuffer();
    private final List<AuditRecord> written = new ArrayList<>();

    private @Nullable DirectoryLock lock;
    private @Nullable OpenFile file;
    private @Nullable Position position;
    private int lastNumber;
    private long lastBytes;
    private String reason = "start";
    private long checkpointedSequence;
    private long checkpointNanos;

    /**
     * @param anchor gets each checkpoint's line
     * @param keepLines whether {@link #takeWritten} is used
     */
    LogWriter(FileSettings settings, RecordWriter lines, Disk disk, Consumer<String> anchor, boolean keepLines) {
        this.settings = settings;
        this.lines = lines;
        this.disk = disk;
        this.anchor = anchor;
        this.keepLines = keepLines;
    }

    /** Writes and syncs. Tried a second time, in a new file, if the old one is lost. */
    void commit(List<AuditEvent> events) throws IOException {
        boolean hadFile = file != null;
        try {
            tryCommit(events);
        } catch (IOException e) {
            if (!hadFile || file != null) {
                throw e;
            }
            tryCommit(events);
        }
    }

    private void tryCommit(List<AuditEvent> events) throws IOException {
        if (file == null) {
            open();
        } else if (file.bytes() >= settings.maxBytes()) {
            rotate("size");
        } else if (System.currentTimeMillis() - file.createdMillis()
                >= settings.maxAge().toMillis()) {
            rotate("age");
        }
        write(events);
    }

    /** What has been written since the last call, also by the log itself. */
    List<AuditRecord> takeWritten() {
        List<AuditRecord> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    private void open() throws IOException {
        if (position != null && lock != null) {
            begin(lastNumber + 1);
            return;
        }
        DirectoryLock taken = lock;
        if (taken == null) {
            taken = DirectoryLock.takeFirst(settings.root(), settings.directoryName());
            lock = taken;
        }
        Start start = Start.of(new LogDirectory(taken.directory()), disk);
        position = start.position();
        lastNumber = start.number();
        lastBytes = start.bytes();
        reason = start.reason();
        if (start.continues()) {
            file = new OpenFile(directory(), lastNumber, lastBytes, start.checkpointBytes(), disk);
        } else {
            begin(lastNumber + 1);
        }
        write(start.events());
        checkpoint();
    }

    /** Begins a file with its first record, or leaves nothing of it. */
    private void begin(int number) throws IOException {
        LogDirectory directory = directory();
        LogDirectory.create(directory.path());
        int previousNumber = lastNumber;
        long previousBytes = lastBytes;
        String why = reason;
        boolean begun = false;
        try {
            LogDirectory.createFile(directory.records(number));
            LogDirectory.createFile(directory.checkpoints(number));
            file = new OpenFile(directory, number, 0, 0, disk);
            List<AuditEvent> first = new ArrayList<>();
            first.add(header(number));
            List<Retention.Deletion> due = Retention.due(directory, settings, number);
            due.forEach(deletion -> first.add(deletion.event()));
            write(first);
            directory.sync();
            begun = true;
            lastNumber = number;
            reason = "restart";
            Retention.delete(directory, due);
        } finally {
            if (!begun) {
                close();
                lastNumber = previousNumber;
                lastBytes = previousBytes;
                reason = why;
                Files.deleteIfExists(directory.records(number));
                Files.deleteIfExists(directory.checkpoints(number));
            }
        }
    }

    private AuditEvent header(int number) {
        Position now = position();
        return AuditEvent.of(AuditEventType.AUDIT_FILE, Outcome.SUCCESS)
                .target(LogDirectory.recordsName(number))
                .reason(reason)
                .detail("log", now.log())
                .detail("prev_hash", Hashes.hex(now.hash()))
                .detail("prev_file", lastNumber)
                .detail("prev_bytes", lastBytes)
                .detail("prev_checkpoint", now.checkpointHash())
                .detail("pid", ProcessHandle.current().pid())
                .build();
    }

    private void rotate(String why) throws IOException {
        checkpoint();
        OpenFile old = current();
        lastBytes = old.bytes();
        reason = why;
        close();
        begin(old.number + 1);
    }

    private void write(List<AuditEvent> events) throws IOException {
        OpenFile current = current();
        Position before = position();
        Position next = before;
        List<AuditRecord> records = new ArrayList<>(keepLines ? events.size() : 0);
        long end = current.bytes();
        check(current, end);
        try {
            buffer.size(0);
            for (AuditEvent event : events) {
                int from = buffer.size();
                next = lines.append(buffer, event, next);
                if (keepLines) {
                    String line = buffer.text(from, buffer.size() - 1);
                    records.add(new AuditRecord(event, next.sequence(), next.log(), line));
                }
                if (buffer.size() >= PIECE) {
                    current.write(buffer.bytes(), buffer.size(), end);
                    end += buffer.size();
                    buffer.size(0);
                }
            }
            current.write(buffer.bytes(), buffer.size(), end);
            end += buffer.size();
        } catch (IOException e) {
            undo(current, e);
            throw e;
        }
        try {
            current.sync();
        } catch (IOException e) {
            // After a failed sync the kernel may have dropped what it could not write: never ask this file again.
            undo(current, e);
            if (file != null) {
                abandon(current, "failure");
            }
            throw e;
        }
        check(current, end);
        current.commit(end);
        position = next;
        written.addAll(records);
    }

    /** Gives up a file that something else has deleted, replaced or written to; what is left of it stays as it is. */
    private void check(OpenFile current, long bytes) throws IOException {
        try {
            current.check(bytes);
        } catch (IOException e) {
            abandon(current, "changed");
            throw e;
        }
    }

    private void undo(OpenFile current, IOException cause) {
        try {
            current.truncate();
        } catch (IOException e) {
            cause.addSuppressed(e);
            abandon(current, "failure");
        }
    }

    private void abandon(OpenFile current, String why) {
        lastNumber = Math.max(lastNumber, current.number);
        lastBytes = current.bytes();
        reason = why;
        close();
    }

    /** Makes a checkpoint if it is time for one, and when idle looks whether the file is still there. */
    void maintain(boolean idle) throws IOException {
        OpenFile current = file;
        if (current == null) {
            commit(List.of());
            return;
        }
        long age = System.nanoTime() - checkpointNanos;
        boolean news = position().sequence() > checkpointedSequence;
        if (age >= IDLE_CHECKPOINT_NANOS
                || (news && age >= settings.checkpointInterval().toNanos())) {
            checkpoint();
        }
        if (idle) {
            check(current, current.bytes());
        }
    }

    void checkpoint() throws IOException {
        OpenFile current = current();
        try {
            Checkpoint point = Checkpoint.next(
                    position(), LogDirectory.recordsName(current.number), current.bytes(), settings.key());
            current.checkpoint((point.line() + "\n").getBytes(StandardCharsets.UTF_8));
            position = position().afterCheckpoint(point.lineHash());
            checkpointedSequence = point.sequence();
            checkpointNanos = System.nanoTime();
            anchor.accept(point.line());
        } catch (GeneralSecurityException e) {
            throw new IOException("A checkpoint could not be signed", e);
        }
    }

    /** Ends the log in good order. */
    void stop() throws IOException {
        try {
            commit(List.of(
                    AuditEvent.of(AuditEventType.AUDIT_STOPPED, Outcome.SUCCESS).build()));
            checkpoint();
        } finally {
            close();
            if (lock != null) {
                lock.release();
            }
        }
    }

    private void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private LogDirectory directory() {
        if (lock == null) {
            throw new IllegalStateException("No directory has been taken");
        }
        return new LogDirectory(lock.directory());
    }

    private OpenFile current() throws IOException {
        if (file == null) {
            throw new IOException("The audit log has no open file");
        }
        return file;
    }

    private Position position() {
        if (position == null) {
            throw new IllegalStateException("The log has not been opened");
        }
        return position;
    }
}
