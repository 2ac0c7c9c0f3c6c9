/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import ai.honeyhive.microprofile.evaluation.internal.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who wrote an unknown name. */
final class NearestName {

    private NearestName() {}

    /** An error that names what is unknown, the nearest known name and all of them. */
    static IllegalArgumentException unknown(String what, String name, Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        String nearest = sorted.stream()
                .min(Comparator.comparingInt(other -> EditDistance.levenshtein(name, other)))
                .map(other -> " Did you mean '" + other + "'?")
                .orElse("");
        return new IllegalArgumentException(
                "Unknown " + what + " '" + name + "'." + nearest + " Known: " + String.join(", ", sorted));
    }
}
