/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.spi.ModelResult;
import io.opentelemetry.api.common.Attributes;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The port through which the interceptor reaches the pipeline of the extension: the only edge between the two.
 * Implemented by one bean of the extension. Thread-safe; no method throws or blocks.
 */
public interface CallPipeline {

    /**
     * What to capture for a tracer.
     *
     * @param tracer the tracer's name, empty for the default one
     * @return the settings; {@link CallSettings#OFF} for a tracer that is unknown, switched off or has no key
     */
    CallSettings settings(String tracer);

    /** Whether annotated methods are recorded and gated at all; the same for as long as the application runs. */
    default boolean annotations() {
        return true;
    }

    /** Whether a tracer of this name is configured, active or not. */
    default boolean hasTracer(String name) {
        return false;
    }

    /** What travels to other services, and to which. */
    default Propagation propagation() {
        return Propagation.NONE;
    }

    /**
     * Takes the record of a call that no HoneyHive span processor has claimed: the fallback entrance, for telemetry
     * that is off, sampled away, shared by the whole server, or absent.
     */
    void unclaimed(UnclaimedCall call);

    /**
     * Sends what became known of an event after its call has ended.
     *
     * @param tracer the tracer of the event
     * @param eventId the event's id
     * @param content under HoneyHive's names, of the buckets metrics, metadata and feedback
     */
    default void follow(String tracer, String eventId, Attributes content) {}

    /**
     * What a result has cost by the table of prices.
     *
     * @return US dollars, {@code null} where the table cannot tell
     */
    default @Nullable BigDecimal cost(ModelResult result) {
        return null;
    }

    /**
     * Judges an answer for a quality gate.
     *
     * @param names the pipelines and evaluators that judge
     * @param content arguments and result, under HoneyHive's names
     * @param nanos how long the answer took
     * @return completes with the verdict, never exceptionally
     */
    default CompletionStage<Verdict> judge(List<String> names, Attributes content, long nanos) {
        return CompletableFuture.completedFuture(Verdict.NONE);
    }
}
