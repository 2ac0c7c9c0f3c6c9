/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import ai.honeyhive.microprofile.audit.internal.file.LineReader;
import ai.honeyhive.microprofile.audit.internal.file.LogDirectory;
import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.record.RecordLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That one record is in a log, for somebody who must not see the others: the hash before it, the record, the body hashes
 * of those that follow up to the next checkpoint, and that checkpoint. As text, one of them a line.
 */
public final class Proof {

    private static final String TITLE = "honeyhive-audit-proof/1";

    private Proof() {}

    /**
     * Writes the proof of a record.
     *
     * @return null if the log has no such record, or no checkpoint after it yet
     */
    public static @Nullable String of(Path path, long sequence) throws IOException, FormatException {
        LogDirectory directory = new LogDirectory(path);
        Hashes hashes = new Hashes();
        StringBuilder proof = new StringBuilder();
        Checkpoint target = null;
        for (int number : directory.numbers()) {
            try (LineReader reader = LineReader.open(directory.records(number), 0)) {
                String previous = "";
                for (byte[] line = reader.next(); line != null; line = reader.next()) {
                    RecordLine record = RecordLine.parse(line, hashes);
                    if (previous.isEmpty()) {
                        previous = record.detail("prev_hash");
                    }
                    if (record.sequence() == sequence) {
                        target = covering(directory.checkpoints(number), sequence);
                        proof.append(TITLE).append("\nprev ").append(previous).append("\nrecord ");
                        proof.append(new String(line, StandardCharsets.UTF_8)).append('\n');
                    } else if (target != null && record.sequence() <= target.sequence()) {
                        proof.append("next ")
                                .append(Hashes.hex(record.bodyHash()))
                                .append('\n');
                    }
                    previous = record.hash();
                }
            }
        }
        return target == null
                ? null
                : proof.append("checkpoint ").append(target.line()).append('\n').toString();
    }

    /** The first checkpoint of a file that covers a record. */
    private static @Nullable Checkpoint covering(Path checkpoints, long sequence) throws IOException, FormatException {
        try (LineReader reader = LineReader.open(checkpoints, 0)) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                Checkpoint point = Checkpoint.parse(new String(line, StandardCharsets.UTF_8));
                if (point.sequence() >= sequence) {
                    return point;
                }
            }
        }
        return null;
    }

    /**
     * Checks a proof without the log.
     *
     * @param keys the trusted public keys by id; with none only the hashes are checked
     * @return what is wrong, or null
     */
    public static @Nullable String problem(String proof, Map<String, PublicKey> keys) {
        List<String> lines = proof.lines().toList();
        if (lines.size() < 4 || !lines.get(0).equals(TITLE)) {
            return "this is no proof";
        }
        try {
            Hashes hashes = new Hashes();
            byte[] record = after("record ", lines.get(2)).getBytes(StandardCharsets.UTF_8);
            RecordLine parsed = RecordLine.parse(record, hashes);
            byte[] hash = hashes.next(HexFormat.of().parseHex(after("prev ", lines.get(1))), parsed.bodyHash());
            if (!parsed.hash().equals(Hashes.hex(hash))) {
                return "the record was changed";
            }
            List<String> following = lines.subList(3, lines.size() - 1);
            for (String next : following) {
                hash = hashes.next(hash, HexFormat.of().parseHex(after("next ", next)));
            }
            Checkpoint point = Checkpoint.parse(after("checkpoint ", lines.get(lines.size() - 1)));
            if (!point.hash().equals(Hashes.hex(hash)) || point.sequence() != parsed.sequence() + following.size()) {
                return "the record does not lead to the checkpoint";
            }
            String seal = point.sealProblem(keys);
            return seal == null ? null : "the checkpoint is not to be trusted: " + seal;
        } catch (FormatException | IllegalArgumentException e) {
            return "the proof is malformed: " + e.getMessage();
        }
    }

    private static String after(String label, String line) throws FormatException {
        if (!line.startsWith(label)) {
            throw new FormatException("a line does not begin with " + label.strip());
        }
        return line.substring(label.length());
    }
}
