/* SPDX-License-Identifier: Apache-2.0 */
/** The job of Jakarta Batch that answers cases. Used only with {@code BatchEngine}: the API may be absent. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment.internal.batch;

import org.jspecify.annotations.NullMarked;
