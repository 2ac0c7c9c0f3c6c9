/* SPDX-License-Identifier: Apache-2.0 */
/** AWS Secrets Manager. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.aws;

import org.jspecify.annotations.NullMarked;
