/* SPDX-License-Identifier: Apache-2.0 */
/** HashiCorp Vault and OpenBao. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.vault;

import org.jspecify.annotations.NullMarked;
