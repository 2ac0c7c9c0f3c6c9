/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import java.util.function.LongConsumer;

/**
 * A record back from the station, for somebody who decides by its scores whether it is sent.
 *
 * @param record with the scores that came in time
 * @param lowest the lowest of them, positive infinity where there is none
 * @param failed whether an evaluator or a pipeline has said that it is not good enough; one that could not judge has not
 * @param sent is to be told the record's number in the queue of its tracer, if it is sent: scores that come later follow it
 */
public record Scored(SpanRecord record, double lowest, boolean failed, LongConsumer sent) {}
