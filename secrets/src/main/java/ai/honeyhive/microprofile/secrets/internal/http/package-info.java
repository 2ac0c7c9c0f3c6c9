/* SPDX-License-Identifier: Apache-2.0 */
/** The one HTTP client for all stores, with its limits. */
@NullMarked
package ai.honeyhive.microprofile.secrets.internal.http;

import org.jspecify.annotations.NullMarked;
