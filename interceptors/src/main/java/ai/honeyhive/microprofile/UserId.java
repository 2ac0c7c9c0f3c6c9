/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of an {@link LLMTraced} method that identifies the end user. Recorded as the event's
 * {@code user_properties.user_id}, never as an input.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface UserId {}
