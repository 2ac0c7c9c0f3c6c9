/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.function.Supplier;

/** The answers of a model to one question: one that is there already, and more for whoever does not like it. Not thread-safe. */
public final class Drafts {

    private final Supplier<String> again;
    private String first;

    /**
     * Drafts of an answer.
     *
     * @param first the draft that is there
     * @param again asks the model again
     */
    public Drafts(String first, Supplier<String> again) {
        this.first = first;
        this.again = again;
    }

    /** The draft that nobody has seen yet. */
    public String next() {
        String draft = first == null ? again.get() : first;
        first = null;
        return draft;
    }
}
