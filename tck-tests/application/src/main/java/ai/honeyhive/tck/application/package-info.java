/* SPDX-License-Identifier: Apache-2.0 */
/** The application of the behaviour kit: plain Jakarta REST, CDI and MicroProfile, as a user would write it. */
@NullMarked
package ai.honeyhive.tck.application;

import org.jspecify.annotations.NullMarked;
