/* SPDX-License-Identifier: Apache-2.0 */
/** What integrators implement. */
@NullMarked
package ai.honeyhive.microprofile.spi;

import org.jspecify.annotations.NullMarked;
