/* SPDX-License-Identifier: Apache-2.0 */
/** Encrypted values: JWE, key rings, and what is held in memory. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.crypto;

import org.jspecify.annotations.NullMarked;
