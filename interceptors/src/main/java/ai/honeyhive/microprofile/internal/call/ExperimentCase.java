/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.baggage.Baggage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of an experiment for which a session was made, by the ids of HoneyHive's metadata. Immutable.
 *
 * @param runId of the run
 * @param datasetId of the dataset
 * @param datapointId of the row
 */
public record ExperimentCase(String runId, String datasetId, String datapointId) {

    static final String RUN_ID = "run_id";
    static final String DATASET_ID = "dataset_id";
    static final String DATAPOINT_ID = "datapoint_id";

    /** The members of a baggage, under the names that HoneyHive's Python SDK writes and reads. */
    static final List<String> MEMBERS = List.of(RUN_ID, DATASET_ID, DATAPOINT_ID);

    /** What a baggage says, {@code null} unless it names all three. */
    static @Nullable ExperimentCase of(Baggage baggage) {
        String run = value(baggage, RUN_ID);
        String dataset = value(baggage, DATASET_ID);
        String datapoint = value(baggage, DATAPOINT_ID);
        return run == null || dataset == null || datapoint == null ? null : new ExperimentCase(run, dataset, datapoint);
    }

    private static @Nullable String value(Baggage baggage, String member) {
        String value = baggage.getEntryValue(member);
        return value != null && Carried.fits(value) ? value : null;
    }
}
