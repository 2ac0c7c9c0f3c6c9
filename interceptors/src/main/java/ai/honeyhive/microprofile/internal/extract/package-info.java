/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads the results of LangChain4j, openai-java and anthropic-java without depending on them: an application brings its
 * own version, or none.
 */
@NullMarked
package ai.honeyhive.microprofile.internal.extract;

import org.jspecify.annotations.NullMarked;
