/* SPDX-License-Identifier: Apache-2.0 */
/** The doctor's command line: looks at an application from outside. Not for applications. */
@NullMarked
package ai.honeyhive.microprofile.doctor;

import org.jspecify.annotations.NullMarked;
