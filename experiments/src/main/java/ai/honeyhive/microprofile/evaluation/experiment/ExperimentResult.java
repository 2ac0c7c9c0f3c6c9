/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an experiment found. Immutable.
 *
 * <p>A row that was answered several times has the mean of the scores that there are, and passes if more than half of its answers do.
 *
 * @param runId a UUID, also the run's id at HoneyHive
 * @param datasetId as HoneyHive computes it
 * @param pipeline the pipeline's name and version
 * @param git commit, branch and so on; empty where there is no git
 * @param cases in the order of the dataset, repeats side by side
 * @param notes what went wrong beside the cases, such as results that HoneyHive did not take
 */
public record ExperimentResult(
        String name,
        String runId,
        String datasetName,
        String datasetId,
        String pipeline,
        Instant started,
        Duration took,
        Map<String, String> git,
        List<CaseResult> cases,
        List<String> notes) {

    public ExperimentResult {
        // In one order in every process: a report is compared with another one.
        git = Collections.unmodifiableMap(new TreeMap<>(git));
        cases = List.copyOf(cases);
        notes = List.copyOf(notes);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if the file cannot be read or is no result; the message names the file
     */
    public static ExperimentResult read(Path file) {
        return ResultJson.read(file);
    }

    /** The whole result, inputs and outputs included. */
    public String toJson() {
        return JsonText.of(ResultJson.of(this));
    }

    /** The mean score of the rows that were judged; empty if there are none. Rows whose task failed have none. */
    public OptionalDouble meanScore() {
        return scores().values().stream().mapToDouble(Double::doubleValue).average();
    }

    /** The rows that passed. */
    public int passed() {
        return (int) passes().values().stream().filter(pass -> pass).count();
    }

    /** The share of all rows that passed. */
    public double passRate() {
        return (double) passed() / passes().size();
    }

    /** Whether any case has a verdict; without one, a pass rate of 0 says only that there is no pass mark. */
    public boolean hasVerdicts() {
        return cases.stream()
                .anyMatch(result ->
                        result.error() != null || result.overall().status().isVerdict());
    }

    /** The cases with an answer that nobody could judge. */
    public long unjudged() {
        return cases.stream()
                .filter(result -> result.error() == null && result.score() == null)
                .count();
    }

    /** The cases whose task failed. */
    public long failures() {
        return cases.stream().filter(result -> result.error() != null).count();
    }

    /** The names of the evaluators, in the pipeline's order. */
    public Set<String> evaluators() {
        Set<String> names = new LinkedHashSet<>();
        cases.forEach(result -> result.parts().forEach(part -> names.add(part.name())));
        return names;
    }

    /** The overall score of each row by its id. */
    public Map<String, Double> scores() {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (CaseResult result : cases) {
            Double score = result.score();
            if (score != null) {
                all.computeIfAbsent(result.datapointId(), id -> new ArrayList<>())
                        .add(score);
            }
        }
        return means(all);
    }

    /** An evaluator's score of each row by its id; rows that it did not judge are not there. */
    public Map<String, Double> scores(String evaluator) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (CaseResult result : cases) {
            for (Score part : result.parts()) {
                Double value = part.value();
                if (part.name().equals(evaluator) && value != null) {
                    all.computeIfAbsent(result.datapointId(), id -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        return means(all);
    }

    /** Whether each row passed, by its id. */
    public Map<String, Boolean> passes() {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (CaseResult result : cases) {
            counts.computeIfAbsent(result.datapointId(), id -> new int[2])[result.passed() ? 0 : 1]++;
        }
        Map<String, Boolean> passes = new LinkedHashMap<>();
        counts.forEach((id, count) -> passes.put(id, count[0] > count[1]));
        return passes;
    }

    /** How often an evaluator came to a status. */
    public long count(String evaluator, Status status) {
        return cases.stream()
                .flatMap(result -> result.parts().stream())
                .filter(part -> part.name().equals(evaluator) && part.status() == status)
                .count();
    }

    private static Map<String, Double> means(Map<String, List<Double>> all) {
        Map<String, Double> means = new LinkedHashMap<>();
        all.forEach((id, values) -> means.put(
                id, values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
    }

    /** Names no content. */
    @Override
    public String toString() {
        return name + " (" + cases.size() + " cases, run " + runId + ")";
    }
}
