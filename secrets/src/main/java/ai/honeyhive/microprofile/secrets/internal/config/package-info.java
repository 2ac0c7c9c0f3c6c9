/* SPDX-License-Identifier: Apache-2.0 */
/** What is configured under honeyhive.secrets, read and checked. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.config;

import org.jspecify.annotations.NullMarked;
