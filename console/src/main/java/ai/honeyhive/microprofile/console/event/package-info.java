/* SPDX-License-Identifier: Apache-2.0 */
/** From span to HoneyHive event: buckets, names, event type, and the warnings that strictness gives. */
@NullMarked
package ai.honeyhive.microprofile.console.event;

import org.jspecify.annotations.NullMarked;
