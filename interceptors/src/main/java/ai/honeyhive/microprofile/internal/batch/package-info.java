/* SPDX-License-Identifier: Apache-2.0 */
/** Works on the items of a batch, group by group. Knows no telemetry: what is recorded goes through a port. */
@NullMarked
package ai.honeyhive.microprofile.internal.batch;

import org.jspecify.annotations.NullMarked;
