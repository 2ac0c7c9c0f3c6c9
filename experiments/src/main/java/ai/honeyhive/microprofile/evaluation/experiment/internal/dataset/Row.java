/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as it was read, and where: "line 3". */
public record Row(String place, Map<String, ? extends @Nullable Object> fields) {

    /** What the function under test is given. */
    public Map<String, @Nullable Object> inputs(String origin) {
        if (!(fields.get("inputs") instanceof Map<?, ?> map)) {
            throw wrong(origin, "'inputs' must be an object; the row has " + fields.keySet());
        }
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        map.forEach((name, value) -> inputs.put(String.valueOf(name), value));
        return inputs;
    }

    /** An error that names the place. */
    public IllegalArgumentException wrong(String origin, String what) {
        return new IllegalArgumentException(origin + ", " + place + ": " + what);
    }
}
