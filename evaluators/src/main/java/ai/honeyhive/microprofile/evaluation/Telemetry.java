/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how a call went. Everything may be unknown: then it is null, never zero.
 *
 * @param latency from the call to the end of its answer
 * @param timeToFirstToken from the call to the first token of a streamed answer
 * @param inputTokens tokens sent
 * @param outputTokens tokens received
 * @param cost in the currency of the limits it is compared with, usually US dollars
 * @param finishReason why the model stopped, as the provider names it: {@code stop}, {@code length} …
 * @param error the type of the error that ended the call
 * @param retries how often the call was repeated; 0 for a call that went well at once
 */
public record Telemetry(
        @Nullable Duration latency,
        @Nullable Duration timeToFirstToken,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        @Nullable String finishReason,
        @Nullable String error,
        @Nullable Integer retries) {

    /** Nothing is known. */
    public static final Telemetry NONE = builder().build();

    /** Refuses what cannot be: negative times, counts and costs. */
    public Telemetry {
        refuse(latency != null && latency.isNegative(), "latency");
        refuse(timeToFirstToken != null && timeToFirstToken.isNegative(), "timeToFirstToken");
        refuse(inputTokens != null && inputTokens < 0, "inputTokens");
        refuse(outputTokens != null && outputTokens < 0, "outputTokens");
        refuse(cost != null && (cost < 0 || !Double.isFinite(cost)), "cost");
        refuse(retries != null && retries < 0, "retries");
    }

    private static void refuse(boolean wrong, String name) {
        if (wrong) {
            throw new IllegalArgumentException(name + " must not be negative or infinite");
        }
    }

    /** Everything is unknown until it is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private @Nullable Duration latency;
        private @Nullable Duration timeToFirstToken;
        private @Nullable Long inputTokens;
        private @Nullable Long outputTokens;
        private @Nullable Double cost;
        private @Nullable String finishReason;
        private @Nullable String error;
        private @Nullable Integer retries;

        private Builder() {}

        public Builder latency(@Nullable Duration latency) {
            this.latency = latency;
            return this;
        }

        public Builder timeToFirstToken(@Nullable Duration timeToFirstToken) {
            this.timeToFirstToken = timeToFirstToken;
            return this;
        }

        public Builder inputTokens(long inputTokens) {
            this.inputTokens = inputTokens;
            return this;
        }

        public Builder outputTokens(long outputTokens) {
            this.outputTokens = outputTokens;
            return this;
        }

        public Builder cost(double cost) {
            this.cost = cost;
            return this;
        }

        public Builder finishReason(@Nullable String finishReason) {
            this.finishReason = finishReason;
            return this;
        }

        public Builder error(@Nullable String error) {
            this.error = error;
            return this;
        }

        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        /** Refuses negative and infinite values by an {@link IllegalArgumentException}. */
        public Telemetry build() {
            return new Telemetry(
                    latency, timeToFirstToken, inputTokens, outputTokens, cost, finishReason, error, retries);
        }
    }
}
