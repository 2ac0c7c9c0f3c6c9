/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How far a batch is. Immutable.
 *
 * @param name the name of the batch
 * @param total how many items there are, -1 where a stream does not tell
 * @param succeeded the items whose work returned
 * @param failed the items whose work threw
 * @param skipped the items that were read and not begun
 * @param groups the groups that were begun
 * @param elapsed since the start of the batch
 * @param finished whether this is the last word
 */
public record BatchProgress(
        String name,
        long total,
        long succeeded,
        long failed,
        long skipped,
        int groups,
        Duration elapsed,
        boolean finished) {

    /** The items that nothing more will happen to. */
    public long done() {
        return succeeded + failed + skipped;
    }

    /** One line of text, without messages of exceptions. */
    public String text() {
        String ofTotal = total < 0 ? "" : String.format(Locale.ROOT, "/%,d (%d %%)", total, percent());
        return String.format(
                Locale.ROOT,
                "%s: %,d%s items, %,d failed, %,d skipped, %,d groups, %d:%02d",
                name,
                done(),
                ofTotal,
                failed,
                skipped,
                groups,
                elapsed.toMinutes(),
                elapsed.toSecondsPart());
    }

    private long percent() {
        return total == 0 ? 100 : done() * 100 / total;
    }

    /**
     * A listener for programs on a command line: rewrites one line, and ends it at the end.
     *
     * @param out the terminal, usually {@code System.out} or {@code System.err}
     */
    public static Consumer<BatchProgress> line(PrintStream out) {
        return new Consumer<>() {
            private int width;

            @Override
            public void accept(BatchProgress progress) {
                String text = progress.text();
                out.print('\r'
                        + text
                        + " ".repeat(Math.max(0, width - text.length()))
                        + (progress.finished() ? "\n" : ""));
                out.flush();
                width = text.length();
            }
        };
    }
}
