/* SPDX-License-Identifier: Apache-2.0 */
/** What came over the wire, decoded but not judged: OTLP spans from protobuf and JSON. */
@NullMarked
package ai.honeyhive.microprofile.console.wire;

import org.jspecify.annotations.NullMarked;
