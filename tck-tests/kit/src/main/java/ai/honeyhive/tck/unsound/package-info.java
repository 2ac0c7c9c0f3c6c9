/* SPDX-License-Identifier: Apache-2.0 */
/** Beans whose annotations can never work: what a server must refuse, all together. */
@NullMarked
package ai.honeyhive.tck.unsound;

import org.jspecify.annotations.NullMarked;
