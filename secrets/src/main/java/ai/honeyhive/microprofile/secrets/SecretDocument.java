/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds under one path: fields by name.
 *
 * @param fields the fields; where the store holds one bare value, it stands under the empty name
 * @param version what the store calls this version, empty where it has no versions
 * @param timeToLive how long the store promises the values, {@code null} for no promise
 */
public record SecretDocument(
        Map<String, String> fields,
        String version,
        @Nullable Duration timeToLive) {

    /** Copies the fields. */
    public SecretDocument {
        fields = Map.copyOf(fields);
        Objects.requireNonNull(version, "version");
    }

    /** The names of the fields and the version, never a value. */
    @Override
    public String toString() {
        return "SecretDocument[fields " + fields.keySet() + ", version " + version + "]";
    }
}
