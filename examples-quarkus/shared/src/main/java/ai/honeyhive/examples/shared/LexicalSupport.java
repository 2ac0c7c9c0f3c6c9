/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.List;
import java.util.Set;

/**
 * The simplest score there is: the share of the answer's telling words that occur in the passages it was to be answered
 * from. It knows words, not meaning, so that it finds an answer from nowhere and not a wrong one.
 */
public final class LexicalSupport {

    private LexicalSupport() {}

    /** From 0, no word of the answer occurs in the passages, to 1, all do. An empty answer has 0. */
    public static double of(String answer, List<Passage> passages) {
        Set<String> said = Words.telling(answer);
        if (said.isEmpty()) {
            return 0;
        }
        Set<String> known = Words.telling(String.join(
                " ", passages.stream().map(p -> p.source() + " " + p.text()).toList()));
        long supported = said.stream().filter(known::contains).count();
        return Math.round(100.0 * supported / said.size()) / 100.0;
    }
}
