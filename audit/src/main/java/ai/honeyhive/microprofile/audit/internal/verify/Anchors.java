/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checkpoints that were kept outside. They must all be in the log, or it is not the log they were made of. */
public final class Anchors {

    private final Set<Checkpoint> unseen;

    private Anchors(List<Checkpoint> all) {
        this.unseen = new LinkedHashSet<>(all);
    }

    public static Anchors none() {
        return new Anchors(List.of());
    }

    /** Finds checkpoints in a text file, also after the prefix that a logger puts before them. */
    public static Anchors read(Path file) throws IOException {
        List<Checkpoint> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int at = line.indexOf("{\"v\":1,\"log\":");
            if (at >= 0) {
                try {
                    found.add(Checkpoint.parse(line.substring(at).strip()));
                } catch (FormatException e) {
                    throw new IOException(file + " holds a malformed checkpoint: " + e.getMessage(), e);
                }
            }
        }
        return new Anchors(found);
    }

    void found(Checkpoint point) {
        unseen.removeIf(anchored -> anchored.line().equals(point.line()));
    }

    /** Takes out those of a log that are not in it, but for records that were deleted as configured. */
    List<Checkpoint> missing(String log, long deleted) {
        List<Checkpoint> ofLog =
                unseen.stream().filter(point -> point.log().equals(log)).toList();
        ofLog.forEach(unseen::remove);
        return ofLog.stream().filter(point -> point.sequence() > deleted).toList();
    }

    /** After all logs were verified: those whose log was not among them. */
    public List<Checkpoint> ofOtherLogs() {
        return List.copyOf(unseen);
    }
}
