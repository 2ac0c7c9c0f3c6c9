/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.List;

/**
 * What the assistant answers.
 *
 * @param text the answer
 * @param model the model that wrote it
 * @param lexicalSupport the share of its words that occur in the sources, from 0 to 1
 * @param sources the passages it was to be answered from
 */
public record Answer(String text, String model, double lexicalSupport, List<Passage> sources) {}
