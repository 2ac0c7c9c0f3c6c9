/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.experiment.internal.dataset.DatasetFiles;
import ai.honeyhive.microprofile.evaluation.experiment.internal.dataset.ExternalIds;
import ai.honeyhive.microprofile.evaluation.experiment.internal.dataset.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an experiment, in their order, with the ids that HoneyHive's own clients give them. Immutable.
 *
 * <p>A file's format goes by its name: {@code .jsonl} one JSON object a line, {@code .csv} RFC 4180 with a header,
 * {@code .yaml} or {@code .yml} a list of maps (needs {@code org.snakeyaml:snakeyaml-engine}). All are UTF-8. A row has
 * {@code inputs} (required, an object), {@code ground_truth} and {@code id}; in CSV, columns are called
 * {@code ground_truth}, {@code ground_truth.<name>}, {@code id}, and everything else, with or without {@code inputs.}
 * before it, is an input. Whatever else a row has counts in its id and is not used.
 *
 * @param name the file's name without its ending, or what the caller says
 * @param id as HoneyHive computes it from the rows: {@code EXT-} and 16 hexadecimal digits
 */
public record Dataset(String name, String id, List<Datapoint> datapoints) {

    public Dataset {
        datapoints = List.copyOf(datapoints);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if the file cannot be read or is not a dataset; the message names file, line,
     *     column and what is wrong, and never quotes the content
     */
    public static Dataset read(Path file) {
        return of(nameOf(String.valueOf(file.getFileName())), DatasetFiles.read(file));
    }

    /** Reads a resource of the class path, such as {@code datasets/faq.jsonl}; errors as in {@link #read}. */
    public static Dataset resource(String resource, ClassLoader loader) {
        return of(nameOf(resource.substring(resource.lastIndexOf('/') + 1)), DatasetFiles.resource(resource, loader));
    }

    /**
     * A dataset from rows in memory.
     *
     * @throws IllegalArgumentException if there is no row, a row has no inputs, or an id is there twice
     */
    public static Dataset of(String name, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        List<Row> numbered = new ArrayList<>();
        for (Map<String, ? extends @Nullable Object> row : rows) {
            numbered.add(new Row("row " + (numbered.size() + 1), row));
        }
        return of(name, DatasetFiles.checked("dataset '" + name + "'", numbered));
    }

    private static Dataset of(String name, DatasetFiles.Rows rows) {
        List<Datapoint> datapoints = new ArrayList<>();
        Map<String, Row> seen = new HashMap<>();
        for (Row row : rows.rows()) {
            String id = ExternalIds.datapoint(row.fields(), datapoints.size());
            Row other = seen.put(id, row);
            if (other != null) {
                throw row.wrong(rows.origin(), "its id is that of " + other.place() + "; ids must differ");
            }
            datapoints.add(
                    new Datapoint(id, row.inputs(rows.origin()), row.fields().get("ground_truth")));
        }
        return new Dataset(
                name, ExternalIds.dataset(rows.rows().stream().map(Row::fields).toList()), datapoints);
    }

    private static String nameOf(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /** Names no content. */
    @Override
    public String toString() {
        return name + " (" + datapoints.size() + " rows, " + id + ")";
    }
}
