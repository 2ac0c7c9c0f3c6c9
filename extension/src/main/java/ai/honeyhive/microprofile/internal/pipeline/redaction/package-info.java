/* SPDX-License-Identifier: Apache-2.0 */
/** The last station before the network: masks secrets and personal data. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.pipeline.redaction;

import org.jspecify.annotations.NullMarked;
