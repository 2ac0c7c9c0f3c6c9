/* SPDX-License-Identifier: Apache-2.0 */
/** The values in memory, and who keeps them fresh. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.core;

import org.jspecify.annotations.NullMarked;
