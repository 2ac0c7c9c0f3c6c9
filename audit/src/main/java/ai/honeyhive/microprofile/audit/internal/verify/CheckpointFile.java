/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import ai.honeyhive.microprofile.audit.internal.file.LineReader;
import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import ai.honeyhive.microprofile.audit.internal.record.Position;
import ai.honeyhive.microprofile.audit.internal.verify.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checkpoints of one file of records: seals and chain are looked at here, what they say by {@link Verifier}. */
final class CheckpointFile {

    private CheckpointFile() {}

    /**
     * Reads them all.
     *
     * @param position where the log stands before the file
     * @param isLast whether it is the newest file, whose last line may be unfinished
     * @param findings gets what is wrong
     */
    static Deque<Checkpoint> read(
            Path file,
            String recordsName,
            Position position,
            boolean isLast,
            Map<String, PublicKey> keys,
            List<Finding> findings)
            throws IOException {
        Deque<Checkpoint> checkpoints = new ArrayDeque<>();
        String name = file.getFileName().toString();
        if (!Files.exists(file)) {
            findings.add(new Finding(Kind.BROKEN, name, 0, "the file of checkpoints is missing"));
            return checkpoints;
        }
        long number = position.checkpoints();
        String previous = position.checkpointHash();
        try (LineReader reader = LineReader.open(file, 0)) {
            long lineNumber = 0;
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lineNumber++;
                Checkpoint point = parse(line);
                String problem = problem(point, position.log(), recordsName, number + 1, previous);
                if (problem == null) {
                    problem = point.sealProblem(keys);
                }
                if (problem != null) {
                    findings.add(new Finding(Kind.BROKEN, name, lineNumber, problem));
                    return checkpoints;
                }
                number++;
                previous = point.lineHash();
                checkpoints.add(point);
            }
            if (reader.rest() > 0) {
                findings.add(new Finding(
                        isLast ? Kind.NOTE : Kind.BROKEN, name, lineNumber + 1, "an unfinished checkpoint at the end"));
            }
        } catch (FormatException e) {
            findings.add(new Finding(Kind.BROKEN, name, checkpoints.size() + 1L, String.valueOf(e.getMessage())));
        }
        return checkpoints;
    }

    private static Checkpoint parse(byte[] line) throws FormatException {
        Checkpoint point = Checkpoint.parse(new String(line, StandardCharsets.UTF_8));
        if (!Arrays.equals(point.line().getBytes(StandardCharsets.UTF_8), line)) {
            throw new FormatException("a line is not UTF-8");
        }
        return point;
    }

    private static @Nullable String problem(
            Checkpoint point, String log, String recordsName, long number, String previous) {
        if (!point.log().equals(log)) {
            return "the checkpoint belongs to another log";
        }
        if (!point.file().equals(recordsName)) {
            return "the checkpoint belongs to another file";
        }
        if (point.number() != number || !point.previous().equals(previous)) {
            return "the checkpoint does not follow from the one before";
        }
        return null;
    }
}
