/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package ai.honeyhive.microprofile.audit.internal.cli;

import org.jspecify.annotations.NullMarked;
