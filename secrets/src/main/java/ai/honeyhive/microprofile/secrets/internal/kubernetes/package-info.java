/* SPDX-License-Identifier: Apache-2.0 */
/** Secrets over the Kubernetes API. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import org.jspecify.annotations.NullMarked;
