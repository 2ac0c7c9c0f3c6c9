/* SPDX-License-Identifier: Apache-2.0 */
/** The station that makes a HoneyHive event of a span: type, messages, usage, error, session. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.pipeline.event;

import org.jspecify.annotations.NullMarked;
