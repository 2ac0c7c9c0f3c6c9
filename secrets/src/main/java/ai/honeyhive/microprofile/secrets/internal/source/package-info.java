/* SPDX-License-Identifier: Apache-2.0 */
/** The way into MicroProfile Config. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.source;

import org.jspecify.annotations.NullMarked;
