/* SPDX-License-Identifier: Apache-2.0 */
/** Texts compared and counted: the formulas, without evaluators around them. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.text;

import org.jspecify.annotations.NullMarked;
