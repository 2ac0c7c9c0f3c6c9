/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.experiment.internal.dataset.ExternalIds;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row, answered once. Immutable.
 *
 * @param repeat 0 for the first time
 * @param output what was answered; null if nothing
 * @param error type and message of what the task threw; null if it did not
 * @param took how long the task took
 * @param overall the pipeline's aggregate; SKIPPED if the task failed
 * @param sessionId the id of the case's session at HoneyHive, a UUID
 * @param eventId the id of the event in that session, a UUID
 */
public record CaseResult(
        String datapointId,
        int repeat,
        Map<String, @Nullable Object> inputs,
        @Nullable Object groundTruth,
        @Nullable String output,
        @Nullable String error,
        Instant started,
        Duration took,
        Score overall,
        List<Score> parts,
        String sessionId,
        String eventId) {

    public CaseResult {
        inputs = ExternalIds.copy(inputs);
        parts = List.copyOf(parts);
    }

    /** Whether the pipeline says PASS. What has no verdict has not passed. */
    public boolean passed() {
        return error == null && overall.status() == Status.PASS;
    }

    /** The aggregate's score; null if the task failed, or nobody could judge the answer. */
    public @Nullable Double score() {
        return error == null ? overall.value() : null;
    }

    /** The whole case, inputs and output included. */
    public String toJson() {
        return JsonText.of(ResultJson.of(this));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else; the message does not quote it
     */
    public static CaseResult fromJson(String text) {
        return ResultJson.parse("the text", "result of a case", text, ResultJson::caseResult);
    }

    String key() {
        return datapointId + "#" + repeat;
    }

    /** Names no content. */
    @Override
    public String toString() {
        return key() + " " + (error == null ? overall : "failed");
    }
}
