/* SPDX-License-Identifier: Apache-2.0 */
/** Every configuration key, in one place. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.config;

import org.jspecify.annotations.NullMarked;
