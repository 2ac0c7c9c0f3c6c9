/* SPDX-License-Identifier: Apache-2.0 */
/** The command line. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.cli;

import org.jspecify.annotations.NullMarked;
