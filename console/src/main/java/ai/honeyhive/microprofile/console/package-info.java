/* SPDX-License-Identifier: Apache-2.0 */
/** Starts and stops the local console: options, life cycle. A local stand-in for HoneyHive, not HoneyHive's product. */
@NullMarked
package ai.honeyhive.microprofile.console;

import org.jspecify.annotations.NullMarked;
