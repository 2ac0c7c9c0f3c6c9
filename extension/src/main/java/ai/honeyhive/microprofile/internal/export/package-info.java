/* SPDX-License-Identifier: Apache-2.0 */
/** How records leave the process: queue, OTLP encoding, transport, account. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.export;

import org.jspecify.annotations.NullMarked;
