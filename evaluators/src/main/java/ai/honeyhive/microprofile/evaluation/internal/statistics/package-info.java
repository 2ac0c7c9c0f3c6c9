/* SPDX-License-Identifier: Apache-2.0 */
/** Statistics that evaluators and experiments share. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.statistics;

import org.jspecify.annotations.NullMarked;
