/* SPDX-License-Identifier: Apache-2.0 */
/** Finds secrets and personal data in texts, in linear time. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

import org.jspecify.annotations.NullMarked;
