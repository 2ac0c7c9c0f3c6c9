/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * What is read in one piece.
 *
 * @param store the store's name
 * @param path the path in the store
 * @param version the version asked for, {@code null} for the current one
 */
public record DocumentId(
        String store, String path, @Nullable String version) {

    /** As in a reference. */
    @Override
    public String toString() {
        return store + ":" + path + (version == null ? "" : "@" + version);
    }
}
