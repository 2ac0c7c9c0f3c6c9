/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import ai.honeyhive.microprofile.audit.internal.file.LineReader;
import ai.honeyhive.microprofile.audit.internal.file.LogDirectory;
import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import ai.honeyhive.microprofile.audit.internal.record.RecordLine;
import ai.honeyhive.microprofile.audit.internal.verify.Finding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its first record to its last and tells the first thing that is not as it was written. Line by line:
 * memory does not grow with the log. Used once.
 */
public final class Verifier {

    private final LogDirectory directory;
    private final Map<String, PublicKey> keys;
    private final Hashes hashes = new Hashes();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, RecordLine> deletions = new LinkedHashMap<>();
    private final Anchors anchors;

    private @Nullable Position position;
    private long records;
    private long covered;
    private boolean signed;
    private boolean stopped;

    /**
     * @param keys the trusted public keys by id; with none, signatures are not looked at
     * @param anchors checkpoints that were kept elsewhere, each of which must be in its log
     */
    public Verifier(Path directory, Map<String, PublicKey> keys, Anchors anchors) {
        this.directory = new LogDirectory(directory);
        this.keys = Map.copyOf(keys);
        this.anchors = anchors;
    }

    public Report verify() throws IOException {
        List<Integer> numbers = directory.numbers();
        Position beforeAll = null;
        for (int i = 0; i < numbers.size() && !isBroken(); i++) {
            int number = numbers.get(i);
            Position before = header(number, i == 0 ? null : numbers.get(i - 1));
            beforeAll = i == 0 ? before : beforeAll;
            if (before != null) {
                file(number, i + 1 < numbers.size() ? numbers.get(i + 1) : 0);
            }
        }
        if (!isBroken()) {
            beginning(numbers, beforeAll);
            end(beforeAll == null ? 0 : beforeAll.sequence());
        }
        Position end = position;
        return new Report(
                end == null ? "" : end.log(),
                directory.path().toString(),
                records,
                end == null ? 0 : end.sequence(),
                end == null ? "" : Hashes.hex(end.hash()),
                end == null ? 0 : end.checkpoints(),
                covered,
                List.copyOf(findings));
    }

    /** What the first record of a file says about the one before. */
    private @Nullable Position header(int number, @Nullable Integer previous) throws IOException {
        String name = LogDirectory.recordsName(number);
        RecordLine header;
        try (LineReader reader = LineReader.open(directory.records(number), 0)) {
            byte[] line = reader.next();
            if (line == null) {
                broken(name, 1, "the file has no record");
                return null;
            }
            header = RecordLine.parse(line, hashes);
            Position stated = new Position(
                    header.detail("log"),
                    header.sequence() - 1,
                    HexFormat.of().parseHex(header.detail("prev_hash")),
                    header.checkpoints(),
                    header.detail("prev_checkpoint"));
            Position known = position;
            if (known == null) {
                position = stated;
            } else if (previous == null
                    || previous + 1 != number
                    || !known.log().equals(stated.log())
                    || known.sequence() != stated.sequence()
                    || !Hashes.hex(known.hash()).equals(Hashes.hex(stated.hash()))
                    || known.checkpoints() != stated.checkpoints()
                    || !known.checkpointHash().equals(stated.checkpointHash())) {
                broken(
                        name,
                        1,
                        "the file does not continue the one before: a file or records are missing, or it was replaced");
            }
            if (!header.type().equals("audit.file")
                    || !name.equals(header.fields().get("target"))) {
                broken(name, 1, "the file is not the one its first record was written for");
            }
            return stated;
        } catch (FormatException e) {
            broken(name, 1, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            broken(name, 1, "the first record does not say what it continues");
        }
        return null;
    }

    private void file(int number, int next) throws IOException {
        String name = LogDirectory.recordsName(number);
        List<Finding> ofCheckpoints = new ArrayList<>();
        Deque<Checkpoint> points =
                CheckpointFile.read(directory.checkpoints(number), name, position(), next == 0, keys, ofCheckpoints);
        findings.addAll(ofCheckpoints);
        End end = end(next);
        try (LineReader reader = LineReader.open(directory.records(number), 0)) {
            long line = 0;
            for (byte[] bytes = reader.next(); bytes != null && !isBroken(); bytes = reader.next()) {
                line++;
                if (end.afterFailure() && reader.offset() > end.bytes()) {
                    note(
                            name,
                            line,
                            "what follows was never acknowledged: writing failed here, and a new file was begun");
                    return;
                }
                record(name, line, bytes);
                passed(points, reader.offset());
            }
            if (!isBroken()) {
                rest(name, line, reader, next, end);
            }
        }
        if (!isBroken() && !points.isEmpty()) {
            broken(
                    name,
                    0,
                    "the file does not hold what its checkpoints "
                            + points.peek().number() + " and later say");
        }
        if (!isBroken()
                && next != 0
                && !end.afterFailure()
                && covered < position().sequence()) {
            broken(name, 0, "the last records of a finished file have no checkpoint");
        }
    }

    private void rest(String name, long line, LineReader reader, int next, End end) {
        if (end.afterFailure() && reader.offset() == end.bytes()) {
            if (reader.rest() > 0) {
                note(name, line + 1, "unfinished bytes of a write that failed");
            }
        } else if (reader.rest() > 0 && next == 0 && !stopped) {
            note(name, line + 1, "an unfinished record at the end: a crash, or a log in use");
        } else if (reader.rest() > 0) {
            broken(name, line + 1, "bytes follow the last record of a finished file");
        }
    }

    private void record(String name, long line, byte[] bytes) {
        try {
            RecordLine record = RecordLine.parse(bytes, hashes);
            Position before = position();
            byte[] hash = hashes.next(before.hash(), record.bodyHash());
            if (!record.hash().equals(Hashes.hex(hash))) {
                broken(name, line, "the record was changed, or what was before it");
            } else if (record.sequence() != before.sequence() + 1) {
                broken(name, line, "record " + record.sequence() + " follows record " + before.sequence());
            } else if (record.checkpoints() != before.checkpoints()) {
                broken(
                        name,
                        line,
                        "the record was written after checkpoint " + record.checkpoints() + ", and "
                                + before.checkpoints() + " are there");
            } else {
                position = before.afterRecord(hash);
                records++;
                stopped = record.type().equals("audit.stopped");
                if (record.type().equals("audit.deleted")) {
                    deletions.put(Long.valueOf(record.detail("file")), record);
                }
            }
        } catch (FormatException | NumberFormatException e) {
            broken(name, line, String.valueOf(e.getMessage()));
        }
    }

    /** Compares with the checkpoints made at this place. */
    private void passed(Deque<Checkpoint> points, long offset) {
        Checkpoint point = points.peek();
        while (point != null && point.bytes() <= offset && !isBroken()) {
            Position now = position();
            if (point.bytes() != offset
                    || point.sequence() != now.sequence()
                    || !point.hash().equals(Hashes.hex(now.hash()))) {
                broken(
                        point.file(),
                        0,
                        "record " + now.sequence() + " is not what checkpoint " + point.number() + " says");
                return;
            }
            position = now.afterCheckpoint(point.lineHash());
            covered = point.sequence();
            signed |= point.isSigned();
            anchors.found(point);
            points.remove();
            point = points.peek();
        }
    }

    private record End(long bytes, boolean afterFailure) {}

    /** Where a file ends, as the next one says. */
    private End end(int next) throws IOException {
        if (next != 0) {
            try (LineReader reader = LineReader.open(directory.records(next), 0)) {
                byte[] line = reader.next();
                if (line != null) {
                    RecordLine header = RecordLine.parse(line, hashes);
                    return new End(
                            Long.parseLong(header.detail("prev_bytes")),
                            "failure".equals(header.fields().get("reason")));
                }
            } catch (FormatException | NumberFormatException e) {
                // The next file is looked at in its turn.
            }
        }
        return new End(-1, false);
    }

    private void beginning(List<Integer> numbers, @Nullable Position beforeAll) {
        if (numbers.isEmpty() || beforeAll == null) {
            findings.add(new Finding(Kind.INCOMPLETE, directory.path().toString(), 0, "there is no audit log"));
            return;
        }
        int first = numbers.get(0);
        RecordLine deletion = deletions.get(first - 1L);
        boolean deleted = deletion != null
                && deletion.detail("last_hash").equals(Hashes.hex(beforeAll.hash()))
                && deletion.detail("last_seq").equals(Long.toString(beforeAll.sequence()))
                && deletion.detail("last_checkpoint").equals(beforeAll.checkpointHash());
        boolean atStart = beforeAll.sequence() == 0
                && Hashes.hex(beforeAll.hash()).equals(Hashes.hex(hashes.genesis(beforeAll.log())));
        if (!atStart && !deleted) {
            broken(
                    LogDirectory.recordsName(first),
                    1,
                    "the files before it are missing, and no record says that they were deleted");
        } else if (!atStart) {
            note(LogDirectory.recordsName(first), 1, "the log begins here: older files were deleted as configured");
        }
    }

    private void end(long deleted) {
        Position end = position;
        if (end == null || isBroken()) {
            return;
        }
        String last = directory.path().toString();
        if (stopped && covered < end.sequence()) {
            broken(last, 0, "the log was closed in good order, and its last checkpoint is missing");
        } else if (covered == 0) {
            findings.add(new Finding(Kind.INCOMPLETE, last, 0, "there is no checkpoint yet"));
        } else if (covered < end.sequence()) {
            note(last, 0, "no checkpoint covers the last " + (end.sequence() - covered) + " records yet");
        }
        for (Checkpoint missing : anchors.missing(end.log(), deleted)) {
            broken(
                    last,
                    0,
                    "checkpoint " + missing.number() + " of record " + missing.sequence()
                            + ", kept elsewhere, is not in the log: it was cut off, rolled back or replaced");
        }
        if (signed && keys.isEmpty()) {
            findings.add(new Finding(Kind.INCOMPLETE, last, 0, "signatures were not checked: no public key was given"));
        }
    }

    private Position position() {
        if (position == null) {
            throw new IllegalStateException("No file has been begun");
        }
        return position;
    }

    private boolean isBroken() {
        return !findings.isEmpty() && findings.stream().anyMatch(finding -> finding.kind() == Kind.BROKEN);
    }

    private void broken(String file, long line, String message) {
        findings.add(new Finding(Kind.BROKEN, file, line, message));
    }

    private void note(String file, long line, String message) {
        findings.add(new Finding(Kind.NOTE, file, line, message));
    }
}
