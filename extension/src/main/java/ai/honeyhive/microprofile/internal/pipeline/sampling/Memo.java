/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that remembers what it has said lately: names, routes and tiers are few and come again and again, and to match one
 * anew costs a matcher each time.
 *
 * <p>Thread-safe: a slot that two threads write holds one of two right answers.
 */
final class Memo {

    private static final int SLOTS = 64;

    /** Longer texts are seldom the same twice. */
    private static final int LONGEST = 128;

    private final Pattern pattern;
    private final @Nullable Answer[] answers = new Answer[SLOTS];

    private record Answer(String text, boolean matches) {}

    Memo(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether the whole text matches. */
    boolean matches(String text) {
        if (text.length() > LONGEST) {
            return pattern.matcher(text).matches();
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Answer answer = answers[slot];
        if (answer == null || !answer.text().equals(text)) {
            answer = new Answer(text, pattern.matcher(text).matches());
            answers[slot] = answer;
        }
        return answer.matches();
    }
}
