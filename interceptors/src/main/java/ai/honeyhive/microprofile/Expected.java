/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of an {@link LLMTraced} or {@link Evaluated} method that holds the right answer, or a collection of right answers.
 * Recorded as {@code feedback.ground_truth}, where HoneyHive and evaluators look for it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Expected {}
