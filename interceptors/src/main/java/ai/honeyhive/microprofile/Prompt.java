/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of an {@link LLMTraced} method that holds what the model is asked: a string, or a list of messages. Recorded as
 * {@code inputs.chat_history}, so that HoneyHive can draw the conversation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Prompt {}
