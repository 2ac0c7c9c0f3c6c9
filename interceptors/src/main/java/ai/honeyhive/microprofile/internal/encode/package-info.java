/* SPDX-License-Identifier: Apache-2.0 */
/** From any Java object to a bounded attribute value. Knows neither calls nor spans. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.encode;

import org.jspecify.annotations.NullMarked;
