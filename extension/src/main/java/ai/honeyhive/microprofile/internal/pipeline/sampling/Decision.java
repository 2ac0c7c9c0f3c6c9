/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.export.SpanRecord;

/**
 * What is done with a service's part of a trace.
 *
 * @param keep whether it is sent
 * @param reason why, in a word
 * @param sampled its class
 * @param rate the share of such traces that is kept
 */
record Decision(boolean keep, String reason, String sampled, double rate) {

    /** The record with the decision in its metadata; the adjusted count tells how many traces it stands for. */
    SpanRecord noteOn(SpanRecord record) {
        return record.withContent(
                record.attributes(),
                record.content().toBuilder()
                        .put(HoneyHiveAttributes.SAMPLING_REASON, reason)
                        .put(HoneyHiveAttributes.SAMPLING_CLASS, sampled)
                        .put(HoneyHiveAttributes.SAMPLING_RATE, rate)
                        .put(HoneyHiveAttributes.SAMPLING_ADJUSTED_COUNT, 1 / rate)
                        .build());
    }
}
