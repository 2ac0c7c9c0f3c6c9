/* SPDX-License-Identifier: Apache-2.0 */
/** Reads datasets from files. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import org.jspecify.annotations.NullMarked;
