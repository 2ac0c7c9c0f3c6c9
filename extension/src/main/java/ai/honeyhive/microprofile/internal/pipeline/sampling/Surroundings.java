/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.config.SamplingConfig.Subject;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a sampler asks others for. Thread-safe; no method blocks or throws. */
public interface Surroundings {

    /** The class that the application itself gives a record, {@code null} for none. */
    @Nullable
    String classify(Arrival arrival);

    /** What is known of the request that this thread works on and stands on no span, {@code null} for nothing. */
    @Nullable
    Object ofRequest(Subject subject, String key);

    /**
     * Has a record scored, which comes back once with the scores that were there in time, from any thread.
     *
     * @return false if nothing is due: then it does not come back
     */
    boolean score(Arrival arrival, Consumer<Scored> back);

    /** Sends a record. */
    void keep(Arrival arrival);

    /** Counts records that are left out. */
    void drop(int count);
}
