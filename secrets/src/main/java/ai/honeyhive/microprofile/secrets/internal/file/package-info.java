/* SPDX-License-Identifier: Apache-2.0 */
/** Secrets in files: plain directories and mounted Kubernetes volumes. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.file;

import org.jspecify.annotations.NullMarked;
