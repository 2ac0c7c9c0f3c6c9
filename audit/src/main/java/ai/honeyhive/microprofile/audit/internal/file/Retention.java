/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files may go. Each deletion is recorded first, with what is needed to verify the files that stay. */
final class Retention {

    private Retention() {}

    /** A file that may go, and the record of it. */
    record Deletion(int number, AuditEvent event) {}

    /** The files before {@code current} that may go: the oldest ones, without a gap. */
    static List<Deletion> due(LogDirectory directory, FileSettings settings, int current) throws IOException {
        List<Integer> old = new ArrayList<>(directory.numbers());
        old.removeIf(number -> number >= current);
        long total = 0;
        for (int number : old) {
            total += Files.size(directory.records(number));
        }
        long cutOff = System.currentTimeMillis() - settings.keepFor().toMillis();
        List<Deletion> due = new ArrayList<>();
        // The newest of the old ones stays: it is what the current one continues.
        for (int number : old.subList(0, Math.max(0, old.size() - 1))) {
            boolean tooMuch = settings.keepBytes() > 0 && total > settings.keepBytes();
            boolean tooOld = !settings.keepFor().isZero()
                    && Files.getLastModifiedTime(directory.records(number)).toMillis() < cutOff;
            Position end = endOf(directory, number);
            if ((!tooMuch && !tooOld) || end == null) {
                break;
            }
            total -= Files.size(directory.records(number));
            due.add(new Deletion(number, event(number, end)));
        }
        return due;
    }

    /** What a file ended with stands in the first record of the next; null if that does not say it. */
    private static @Nullable Position endOf(LogDirectory directory, int number) {
        try {
            return Recovery.beforeFirst(directory.records(number + 1));
        } catch (FormatException | IOException e) {
            return null;
        }
    }

    private static AuditEvent event(int number, Position end) {
        return AuditEvent.of(AuditEventType.AUDIT_DELETED, Outcome.PENDING)
                .target(LogDirectory.recordsName(number))
                .detail("file", number)
                .detail("last_seq", end.sequence())
                .detail("last_hash", Hashes.hex(end.hash()))
                .detail("checkpoints", end.checkpoints())
                .detail("last_checkpoint", end.checkpointHash())
                .build();
    }

    /** Deletes; what cannot be deleted now is due again with the next file. */
    static void delete(LogDirectory directory, List<Deletion> due) {
        for (Deletion deletion : due) {
            try {
                Files.deleteIfExists(directory.records(deletion.number()));
                Files.deleteIfExists(directory.checkpoints(deletion.number()));
            } catch (IOException e) {
                return;
            }
        }
    }
}
