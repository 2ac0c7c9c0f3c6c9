/* SPDX-License-Identifier: Apache-2.0 */
/** From an intercepted invocation to a span and the content that travels beside it. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.call;

import org.jspecify.annotations.NullMarked;
