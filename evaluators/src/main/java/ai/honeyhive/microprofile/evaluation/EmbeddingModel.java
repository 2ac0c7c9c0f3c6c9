/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.List;

/** Turns texts into vectors. Implemented by the application over the library it uses; may block; must be thread-safe. */
@FunctionalInterface
public interface EmbeddingModel {

    /**
     * Embeds.
     *
     * @param texts not empty
     * @return one vector per text in the same order, all of the same length
     */
    List<float[]> embed(List<String> texts);
}
