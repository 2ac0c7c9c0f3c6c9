/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import java.util.List;

/** The results of one run: those of its evaluators, and the aggregate where there is one. */
public record Announcement(List<Evaluation> evaluations) {

    public Announcement {
        evaluations = List.copyOf(evaluations);
    }
}
