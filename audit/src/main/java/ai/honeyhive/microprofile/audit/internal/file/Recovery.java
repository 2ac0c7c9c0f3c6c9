/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import ai.honeyhive.microprofile.audit.internal.record.RecordLine;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How far a file is good, seen from its last checkpoint on: all that was synced before it was looked at then. Unfinished
 * bytes at the very end are what a crash leaves; anything else that is wrong was done to the file.
 *
 * @param position where the log stood after the last good record; null if the file has none
 * @param bytes how much of the file is good
 * @param torn how many bytes follow that are no whole record
 * @param checkpointBytes how much of the file of checkpoints is good
 * @param damage what is wrong beyond a torn end, or null
 */
record Recovery(
        @Nullable Position position,
        long bytes,
        long torn,
        long checkpointBytes,
        @Nullable String damage) {

    static Recovery of(Path records, Path checkpoints) throws IOException {
        Hashes hashes = new Hashes();
        Position position = null;
        long size = Files.size(records);
        Checkpoints last = Checkpoints.of(checkpoints);
        long from = 0;
        try {
            Checkpoint point = last.last;
            if (point != null && point.bytes() > size) {
                return new Recovery(at(point), size, 0, last.bytes, "the file ends before its last checkpoint");
            }
            position = beforeFirst(records);
            if (position == null) {
                return new Recovery(null, 0, size, last.bytes, null);
            }
            if (point != null) {
                position = at(point);
                from = point.bytes();
            }
        } catch (FormatException e) {
            return new Recovery(null, 0, 0, last.bytes, e.getMessage());
        }
        try (LineReader reader = LineReader.open(records, from)) {
            return scan(reader, position, size, last.bytes, hashes);
        } catch (EOFException e) {
            return new Recovery(position, size, 0, last.bytes, "the file became shorter while it was read");
        }
    }

    private static Recovery scan(LineReader reader, Position start, long size, long checkpointBytes, Hashes hashes)
            throws IOException {
        Position position = start;
        long good = reader.offset();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            String problem = null;
            try {
                RecordLine record = RecordLine.parse(line, hashes);
                byte[] hash = hashes.next(position.hash(), record.bodyHash());
                if (!record.hash().equals(Hashes.hex(hash)) || record.sequence() != position.sequence() + 1) {
                    problem = "a record does not follow from the one before";
                } else {
                    position = position.afterRecord(hash);
                    good = reader.offset();
                }
            } catch (FormatException e) {
                problem = e.getMessage();
            }
            if (problem != null) {
                boolean somethingFollows = reader.offset() < size;
                return new Recovery(position, good, size - good, checkpointBytes, somethingFollows ? problem : null);
            }
        }
        return new Recovery(position, good, size - good, checkpointBytes, null);
    }

    /** Where the log stood before the file's first record, which says so itself; null if it is not whole. */
    static @Nullable Position beforeFirst(Path records) throws IOException, FormatException {
        try (LineReader reader = LineReader.open(records, 0)) {
            byte[] line = reader.next();
            if (line == null) {
                return null;
            }
            RecordLine header = RecordLine.parse(line, new Hashes());
            try {
                return new Position(
                        header.detail("log"),
                        header.sequence() - 1,
                        HexFormat.of().parseHex(header.detail("prev_hash")),
                        header.checkpoints(),
                        header.detail("prev_checkpoint"));
            } catch (IllegalArgumentException e) {
                throw new FormatException("the first record of a file does not say what it continues");
            }
        }
    }

    private static Position at(Checkpoint point) throws FormatException {
        try {
            return new Position(
                    point.log(),
                    point.sequence(),
                    HexFormat.of().parseHex(point.hash()),
                    point.number(),
                    point.lineHash());
        } catch (IllegalArgumentException e) {
            throw new FormatException("a checkpoint has no hash");
        }
    }

    /** The last checkpoint of a file that can be read, and how many bytes end with it. */
    private record Checkpoints(@Nullable Checkpoint last, long bytes) {

        static Checkpoints of(Path file) throws IOException {
            Checkpoint last = null;
            long bytes = 0;
            if (Files.exists(file)) {
                try (LineReader reader = LineReader.open(file, 0)) {
                    for (byte[] line = reader.next(); line != null; line = reader.next()) {
                        last = Checkpoint.parse(new String(line, StandardCharsets.UTF_8));
                        bytes = reader.offset();
                    }
                } catch (FormatException e) {
                    // What follows is overwritten by the next checkpoint; verify reports whatever is missing.
                }
            }
            return new Checkpoints(last, bytes);
        }
    }
}
