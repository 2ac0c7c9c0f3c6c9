/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import org.jspecify.annotations.Nullable;

/** Where the key of a tracer comes from. Called on the exporter's thread; may block. */
@FunctionalInterface
public interface KeySource {

    /** The key as it is now, {@code null} for none. */
    @Nullable
    ApiKey get();

    /**
     * Asks for a fresh key, because the present one was refused.
     *
     * @return whether {@link #get} may give another one within seconds
     */
    default boolean refreshSoon() {
        return false;
    }
}
