/* SPDX-License-Identifier: Apache-2.0 */
/** The formulas behind comparisons and gates. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

import org.jspecify.annotations.NullMarked;
