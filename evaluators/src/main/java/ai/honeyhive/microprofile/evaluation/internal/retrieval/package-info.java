/* SPDX-License-Identifier: Apache-2.0 */
/** Measures of ranked lists. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.retrieval;

import org.jspecify.annotations.NullMarked;
