/* SPDX-License-Identifier: Apache-2.0 */
/** The station that scores calls before they leave. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.evaluate;

import org.jspecify.annotations.NullMarked;
