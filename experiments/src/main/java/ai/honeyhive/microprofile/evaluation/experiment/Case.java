/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is to be answered. Immutable.
 *
 * @param runId of the run that asks, a UUID
 * @param datasetId of the dataset that the row is from
 * @param datapoint the row
 * @param repeat which of its repetitions this is, 0 for the first
 */
public record Case(String runId, String datasetId, Datapoint datapoint, int repeat) {

    /** Names the case within its run: the row's id and the repeat. */
    public String key() {
        return datapoint.id() + "#" + repeat;
    }

    /** The whole row, so that a worker in another process needs no dataset. */
    public String toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run_id", runId);
        json.put("dataset_id", datasetId);
        json.put("datapoint_id", datapoint.id());
        json.put("repeat", repeat);
        json.put("inputs", datapoint.inputs());
        json.put("ground_truth", datapoint.groundTruth());
        return JsonText.of(json);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else; the message does not quote it
     */
    public static Case fromJson(String text) {
        return ResultJson.parse(
                "the text",
                "case",
                text,
                json -> new Case(
                        ResultJson.text(json, "run_id"),
                        ResultJson.text(json, "dataset_id"),
                        new Datapoint(
                                ResultJson.text(json, "datapoint_id"),
                                ResultJson.object(json.get("inputs")),
                                json.get("ground_truth")),
                        ResultJson.number(json, "repeat")));
    }

    /** Names no content. */
    @Override
    public String toString() {
        return key();
    }
}
