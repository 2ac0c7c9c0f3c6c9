/* SPDX-License-Identifier: Apache-2.0 */
/** The behaviour kit: what must hold on every server. A server module subclasses the kits and starts its server. */
@NullMarked
package ai.honeyhive.tck;

import org.jspecify.annotations.NullMarked;
