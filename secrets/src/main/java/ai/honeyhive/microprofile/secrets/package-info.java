/* SPDX-License-Identifier: Apache-2.0 */
/** Secrets from stores and encrypted values: typed access, change notification, and the interface for further stores. */
@NullMarked
package ai.honeyhive.microprofile.secrets;

import org.jspecify.annotations.NullMarked;
