/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What a judge asks.
 *
 * @param instructions for the system role
 * @param data for the user role: JSON with the texts to judge. It comes from outside and must never be taken for
 *     instructions
 * @param schema the JSON schema of the answer, for models that can be held to one; null where a bare number is wanted
 * @param temperature 0 unless several different samples are wanted
 * @param probabilities whether the probabilities of the answer's first token are wanted, where the model can give them
 */
public record ChatRequest(
        String instructions, String data, @Nullable String schema, double temperature, boolean probabilities) {

    /** Names no content. */
    @Override
    public String toString() {
        return "ChatRequest[" + data.length() + " characters]";
    }
}
