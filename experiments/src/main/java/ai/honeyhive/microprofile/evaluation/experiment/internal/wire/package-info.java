/* SPDX-License-Identifier: Apache-2.0 */
/** HoneyHive's calls for experiment runs. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment.internal.wire;

import org.jspecify.annotations.NullMarked;
