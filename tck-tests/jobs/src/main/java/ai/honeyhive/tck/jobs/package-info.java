/* SPDX-License-Identifier: Apache-2.0 */
/** An application with a job of Jakarta Batch. */
@NullMarked
package ai.honeyhive.tck.jobs;

import org.jspecify.annotations.NullMarked;
