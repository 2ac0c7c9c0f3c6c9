/* SPDX-License-Identifier: Apache-2.0 */
/** An application that uses LLM libraries with tracing of their own, unmodified. */
@NullMarked
package ai.honeyhive.tck.instrumentors;

import org.jspecify.annotations.NullMarked;
