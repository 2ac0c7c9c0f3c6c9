/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Judge what a language model answered: evaluators, pipelines that run them side by side and aggregate them, built-in
 * evaluators by name ({@link ai.honeyhive.microprofile.evaluation.Evaluators}), and judges that ask a model.
 *
 * <p>Needs the JDK only and no container.
 */
@NullMarked
package ai.honeyhive.microprofile.evaluation;

import org.jspecify.annotations.NullMarked;
