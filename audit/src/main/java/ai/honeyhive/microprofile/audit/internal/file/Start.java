/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is found in a directory when its log is opened, after what a crash left has been set aside.
 *
 * @param position where the log stands
 * @param number the number of its last file, 0 for none
 * @param bytes how much of that file counts
 * @param checkpointBytes how much of its checkpoints counts
 * @param continues whether that file can be continued
 * @param reason why a new file is begun otherwise
 * @param events what is to be recorded about it
 */
record Start(
        Position position,
        int number,
        long bytes,
        long checkpointBytes,
        boolean continues,
        String reason,
        List<AuditEvent> events) {

    static Start of(LogDirectory directory, Disk disk) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        Start found = find(directory, disk, events);
        events.add(AuditEvent.of(AuditEventType.AUDIT_STARTED, Outcome.SUCCESS)
                .target(directory.path().getFileName().toString())
                .detail("pid", ProcessHandle.current().pid())
                .detail("java", Runtime.version().toString())
                .build());
        return found;
    }

    private static Start find(LogDirectory directory, Disk disk, List<AuditEvent> events) throws IOException {
        List<Integer> numbers = directory.numbers();
        int newest = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
        boolean damaged = false;
        for (int i = numbers.size() - 1; i >= 0; i--) {
            int number = numbers.get(i);
            Path records = directory.records(number);
            Recovery file = Recovery.of(records, directory.checkpoints(number));
            if (file.damage() != null) {
                damaged = true;
                events.add(AuditEvent.of(AuditEventType.AUDIT_DAMAGED, Outcome.FAILURE)
                        .target(LogDirectory.recordsName(number))
                        .reason(file.damage())
                        .detail("good_bytes", file.bytes())
                        .build());
            } else if (file.torn() > 0) {
                events.add(setAside(records, file, disk));
            }
            Position position = file.position();
            if (position != null) {
                return new Start(position, newest, file.bytes(), file.checkpointBytes(), !damaged, "damaged", events);
            }
            if (file.damage() == null) {
                // It was made and its first record never finished: nobody was told that anything was in it.
                Files.delete(records);
                Files.deleteIfExists(directory.checkpoints(number));
                newest = i > 0 && newest == number ? numbers.get(i - 1) : newest;
            }
        }
        boolean empty = !damaged;
        return new Start(
                Position.start(UUID.randomUUID().toString()),
                empty ? 0 : newest,
                0,
                0,
                false,
                empty ? "start" : "damaged",
                events);
    }

    private static AuditEvent setAside(Path records, Recovery file, Disk disk) throws IOException {
        String name = records.getFileName().toString();
        Path torn = records.resolveSibling(name + ".torn-" + System.currentTimeMillis());
        try (InputStream in = Files.newInputStream(records)) {
            in.skipNBytes(file.bytes());
            LogDirectory.createFile(torn);
            Files.write(torn, in.readAllBytes());
        }
        Disk.DiskFile open = disk.open(records);
        try {
            open.truncate(file.bytes());
            open.sync();
        } finally {
            open.close();
        }
        return AuditEvent.of(AuditEventType.AUDIT_RECOVERED, Outcome.SUCCESS)
                .target(name)
                .reason("an unfinished record was set aside")
                .detail("bytes", file.torn())
                .detail("kept_as", torn.getFileName().toString())
                .build();
    }
}
