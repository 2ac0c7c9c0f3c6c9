/* SPDX-License-Identifier: Apache-2.0 */
/** Reports of a result. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment.internal.report;

import org.jspecify.annotations.NullMarked;
