/* SPDX-License-Identifier: Apache-2.0 */
/** The door into our pipeline and the stations behind it: span processor, session, mapping. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.pipeline;

import org.jspecify.annotations.NullMarked;
