/* SPDX-License-Identifier: Apache-2.0 */
/** An application that uses plain LangChain4j with an instrumentor that HoneyHive does not know. */
@NullMarked
package ai.honeyhive.tck.langchain4j;

import org.jspecify.annotations.NullMarked;
