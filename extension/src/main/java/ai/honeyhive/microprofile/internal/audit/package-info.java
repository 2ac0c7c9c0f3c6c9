/* SPDX-License-Identifier: Apache-2.0 */
/** What HoneyHive itself tells the audit log. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.audit;

import org.jspecify.annotations.NullMarked;
