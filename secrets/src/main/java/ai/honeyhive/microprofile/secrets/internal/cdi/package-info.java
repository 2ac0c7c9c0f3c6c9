/* SPDX-License-Identifier: Apache-2.0 */
/** What a container adds: the event, the end, health and metrics. Nothing else needs CDI. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.cdi;

import org.jspecify.annotations.NullMarked;
