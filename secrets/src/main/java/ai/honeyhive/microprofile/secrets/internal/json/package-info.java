/* SPDX-License-Identifier: Apache-2.0 */
/** A strict and bounded JSON reader, and a writer. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.json;

import org.jspecify.annotations.NullMarked;
