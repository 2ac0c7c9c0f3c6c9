/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.time.Duration;

/**
 * Queue and transport of one tracer.
 *
 * @param queueBytes the most that waits in memory, in bytes
 * @param batchSize the most spans of one request
 * @param requestBytes the most bytes of one request's body
 * @param delay the longest a span waits for its batch to fill
 * @param timeout the longest one attempt may take, body and answer
 * @param retryInitial the first pause after a failure that may pass
 * @param retryMax the longest such pause
 * @param shutdownTimeout the longest that shutdown waits for the queue to drain
 * @param compressionLevel 0 for none, 1 to 9 for gzip
 * @param resendAfterTimeout whether a request that was sent whole and not answered is sent again, at the price of
 *     duplicates
 */
public record ExportConfig(
        long queueBytes,
        int batchSize,
        int requestBytes,
        Duration delay,
        Duration timeout,
        Duration retryInitial,
        Duration retryMax,
        Duration shutdownTimeout,
        int compressionLevel,
        boolean resendAfterTimeout) {

    /** The defaults. */
    public static final ExportConfig DEFAULT = new ExportConfig(
            32L << 20,
            512,
            4 << 20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            0,
            false);
}
