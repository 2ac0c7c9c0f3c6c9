/* SPDX-License-Identifier: Apache-2.0 */
/** A strict JSON reader and a writer (RFC 8259). Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.internal.json;

import org.jspecify.annotations.NullMarked;
