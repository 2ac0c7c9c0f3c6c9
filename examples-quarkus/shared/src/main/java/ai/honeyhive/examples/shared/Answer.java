/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.util.List;

/**
 * What the assistant answers.
 *
 * @param text the answer
 * @param model the model that wrote it
 * @param event the id under which HoneyHive knows the answer's event: whoever sends feedback names it; empty where nobody records
 * @param sources the passages it was to be answered from
 */
public record Answer(String text, String model, String event, List<Passage> sources) {}
