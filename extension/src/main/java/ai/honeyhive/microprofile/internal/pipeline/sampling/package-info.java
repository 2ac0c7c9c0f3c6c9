/* SPDX-License-Identifier: Apache-2.0 */
/** Which traces a tracer keeps, decided when their local part has ended. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import org.jspecify.annotations.NullMarked;
