/* SPDX-License-Identifier: Apache-2.0 */
/** Judges: what is asked, and how strictly the answer is read. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.judge;

import org.jspecify.annotations.NullMarked;
