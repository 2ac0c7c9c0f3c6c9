/* SPDX-License-Identifier: Apache-2.0 */
/** An application that uses plain LangChain4j with instrumentors: one that HoneyHive does not know, and LangChain4j's own where the profile has them. */
@NullMarked
package ai.honeyhive.tck.langchain4j;

import org.jspecify.annotations.NullMarked;
