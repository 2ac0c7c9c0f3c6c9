/* SPDX-License-Identifier: Apache-2.0 */
/**
 * An audit log that is evidence: {@link ai.honeyhive.microprofile.audit.AuditLog} writes events as hash-chained JSON lines
 * with signed checkpoints, which {@code java -jar honeyhive-audit.jar verify} checks.
 *
 * <p>Needs the JDK only and no container.
 */
@NullMarked
package ai.honeyhive.microprofile.audit;

import org.jspecify.annotations.NullMarked;
