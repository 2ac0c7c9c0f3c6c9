/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/**
 * Asks a language model. Implemented by the application over the library it uses (a few lines over LangChain4j, OpenAI's
 * client or a MicroProfile REST client). May block; is interrupted at the pipeline's deadline; must be thread-safe. What
 * it throws makes the judgement an ERROR.
 */
@FunctionalInterface
public interface ChatModel {

    /** Asks once, without a memory of earlier questions. */
    ChatAnswer ask(ChatRequest request);
}
