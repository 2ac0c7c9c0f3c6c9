/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matching that gives up: the matcher reads its text through a sequence that looks at the clock. */
final class TimedMatch {

    private static final int BETWEEN_LOOKS = 1024;

    private TimedMatch() {}

    /** Whether the pattern is found; empty if that could not be told in time, or not without a deep stack. */
    static Optional<Boolean> of(Pattern pattern, String text, boolean whole, Duration limit) {
        Matcher matcher = pattern.matcher(new TimedText(text, new Clock(System.nanoTime() + limit.toNanos())));
        try {
            return Optional.of(whole ? matcher.matches() : matcher.find());
        } catch (TooLate | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static final class TooLate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLate() {
            super(null, null, false, false);
        }
    }

    private static final class Clock {
        private final long end;
        private int looks;

        Clock(long end) {
            this.end = end;
        }

        void look() {
            if (++looks % BETWEEN_LOOKS == 0
                    && (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted())) {
                throw new TooLate();
            }
        }
    }

    private record TimedText(CharSequence text, Clock clock) implements CharSequence {
        @Override
        public char charAt(int index) {
            clock.look();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new TimedText(text.subSequence(start, end), clock);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
