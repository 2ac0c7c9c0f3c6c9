/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import ai.honeyhive.microprofile.audit.internal.verify.Finding.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found out about one log.
 *
 * @param log its id, empty if not even that can be read
 * @param directory where it is
 * @param records how many records are good, up to the first that is not
 * @param sequence the number of the last good one
 * @param hash its hash
 * @param checkpoints how many checkpoints are good
 * @param covered the last record that a checkpoint covers
 * @param findings in the order of the log
 */
public record Report(
        String log,
        String directory,
        long records,
        long sequence,
        String hash,
        long checkpoints,
        long covered,
        List<Finding> findings) {

    /** 0 all is well, 1 the log is not as it was written, 2 something needed to tell is missing. */
    public int exitCode() {
        return first(Kind.BROKEN) != null ? 1 : first(Kind.INCOMPLETE) != null ? 2 : 0;
    }

    /** The first finding of a kind, or null. */
    public @Nullable Finding first(Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElse(null);
    }
}
