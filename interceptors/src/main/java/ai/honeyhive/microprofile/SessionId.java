/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of an {@link LLMTraced} method that identifies the conversation. A UUID is taken as it is, any other value
 * is mapped to a version 5 UUID in the URL name space, as all HoneyHive clients do, so that every service derives the
 * same session. {@code null} and blank mean: the current session.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface SessionId {}
