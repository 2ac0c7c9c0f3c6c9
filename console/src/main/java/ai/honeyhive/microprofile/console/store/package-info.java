/* SPDX-License-Identifier: Apache-2.0 */
/** The embedded database: what was received, the events made of it, and how both are read back. */
@NullMarked
package ai.honeyhive.microprofile.console.store;

import org.jspecify.annotations.NullMarked;
