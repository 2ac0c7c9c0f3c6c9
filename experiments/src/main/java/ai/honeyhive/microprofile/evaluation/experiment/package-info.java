/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Experiments: a dataset goes through a function under test, a pipeline judges the answers, and the result is compared,
 * reported and held against limits. For tests and CI, never for a WAR.
 */
@NullMarked
package ai.honeyhive.microprofile.evaluation.experiment;

import org.jspecify.annotations.NullMarked;
