/* SPDX-License-Identifier: Apache-2.0 */
/** The built-in evaluators, grouped by what they look at. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import org.jspecify.annotations.NullMarked;
