/* SPDX-License-Identifier: Apache-2.0 */
/** Audit logs of applications on this machine, judged by the audit log's own verifier. */
@NullMarked
package ai.honeyhive.microprofile.console.audit;

import org.jspecify.annotations.NullMarked;
