/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.io.PrintStream;
import java.util.Locale;

/** Told of each case as it is done; by many threads, one at a time. */
@FunctionalInterface
public interface Progress {

    /** Of so many cases, so many are done; those that a journal kept are among them. */
    void onCase(int done, int total, CaseResult result);

    /** Says nothing. */
    Progress NONE = (done, total, result) -> {};

    /** A bar that redraws itself in one line, such as {@code [########----] 67 % (40 of 60)}. */
    static Progress bar(PrintStream out) {
        int width = 30;
        return (done, total, result) -> {
            int filled = (int) ((long) width * done / total);
            out.print(String.format(
                    Locale.ROOT,
                    "\r[%s%s] %d %% (%d of %d)%s",
                    "#".repeat(filled),
                    "-".repeat(width - filled),
                    100L * done / total,
                    done,
                    total,
                    done == total ? System.lineSeparator() : ""));
            out.flush();
        };
    }
}
