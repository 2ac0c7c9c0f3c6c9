/* SPDX-License-Identifier: Apache-2.0 */
/** The two CDI extensions over one set of deployment rules, and the beans they register. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.internal.cdi;

import org.jspecify.annotations.NullMarked;
