/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import org.jspecify.annotations.Nullable;

/** Who must be told what an exporter does, and may forbid it to send. Called by the exporter's thread only; never throws. */
public interface Witness {

    /** Nobody is told. */
    Witness NONE = new Witness() {};

    /** Another key than before is about to be used. */
    default void keyTaken(@Nullable ApiKey before, ApiKey key) {}

    /** Whether these may be sent now. */
    default boolean maySend(int spans, int bytes) {
        return true;
    }

    /** A request failed; {@code refused} where the server does not accept the key. */
    default void failed(String kind, boolean refused) {}

    /** The server has taken a request. */
    default void delivered() {}
}
