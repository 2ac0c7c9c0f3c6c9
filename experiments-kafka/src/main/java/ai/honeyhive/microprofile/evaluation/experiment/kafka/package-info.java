/* SPDX-License-Identifier: Apache-2.0 */
/** Experiments whose cases are answered and judged by worker processes, over Apache Kafka. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import org.jspecify.annotations.NullMarked;
