/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Results as JSON objects, in files and in the journal, and back. */
final class ResultJson {

    private ResultJson() {}

    static ExperimentResult read(Path file) {
        try {
            return parse(file.toString(), "result of an experiment", Files.readString(file), ResultJson::result);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the result " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    static ExperimentResult read(URL resource) {
        try (InputStream in = resource.openStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return parse(resource.toString(), "result of an experiment", text, ResultJson::result);
        } catch (IOException e) {
            throw new IllegalArgumentException("the result " + resource + " cannot be read", e);
        }
    }

    static <T> T parse(String origin, String what, String text, Function<Map<String, @Nullable Object>, T> from) {
        try {
            return from.apply(object(Json.read(text)));
        } catch (JsonException | RuntimeException e) {
            throw new IllegalArgumentException(origin + " is no " + what + ": " + e.getMessage(), e);
        }
    }

    static Map<String, @Nullable Object> of(ExperimentResult result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", result.name());
        json.put("run_id", result.runId());
        json.put("dataset_name", result.datasetName());
        json.put("dataset_id", result.datasetId());
        json.put("pipeline", result.pipeline());
        json.put("started", result.started());
        json.put("took_ms", result.took().toMillis());
        json.put("git", result.git());
        json.put("notes", result.notes());
        json.put("cases", result.cases().stream().map(ResultJson::of).toList());
        return json;
    }

    static Map<String, @Nullable Object> of(CaseResult result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("datapoint_id", result.datapointId());
        json.put("repeat", result.repeat());
        json.put("inputs", result.inputs());
        json.put("ground_truth", result.groundTruth());
        json.put("output", result.output());
        json.put("error", result.error());
        json.put("started", result.started());
        json.put("took_ms", result.took().toMillis());
        json.put("overall", of(result.overall()));
        json.put("parts", result.parts().stream().map(ResultJson::of).toList());
        json.put("session_id", result.sessionId());
        json.put("event_id", result.eventId());
        return json;
    }

    private static Map<String, @Nullable Object> of(Score score) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", score.name());
        json.put("status", score.status());
        json.put("score", score.value());
        json.put("label", score.label());
        json.put("explanation", score.explanation());
        return json;
    }

    private static ExperimentResult result(Map<String, @Nullable Object> json) {
        Map<String, String> git = new LinkedHashMap<>();
        object(json.get("git")).forEach((name, value) -> git.put(name, String.valueOf(value)));
        return new ExperimentResult(
                text(json, "name"),
                text(json, "run_id"),
                text(json, "dataset_name"),
                text(json, "dataset_id"),
                text(json, "pipeline"),
                Instant.parse(text(json, "started")),
                Duration.ofMillis(number(json, "took_ms")),
                git,
                objects(json, "cases").stream().map(ResultJson::caseResult).toList(),
                json.get("notes") instanceof List<?> notes
                        ? notes.stream().map(String::valueOf).toList()
                        : List.of());
    }

    static CaseResult caseResult(Map<String, @Nullable Object> json) {
        return new CaseResult(
                text(json, "datapoint_id"),
                number(json, "repeat"),
                object(json.get("inputs")),
                json.get("ground_truth"),
                optional(json, "output"),
                optional(json, "error"),
                Instant.parse(text(json, "started")),
                Duration.ofMillis(number(json, "took_ms")),
                score(object(json.get("overall"))),
                objects(json, "parts").stream().map(ResultJson::score).toList(),
                text(json, "session_id"),
                text(json, "event_id"));
    }

    private static Score score(Map<String, @Nullable Object> json) {
        return new Score(
                text(json, "name"),
                Status.valueOf(text(json, "status")),
                json.get("score") instanceof Number number ? Double.valueOf(number.doubleValue()) : null,
                optional(json, "label"),
                optional(json, "explanation"));
    }

    static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("an object is missing");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((name, field) -> object.put(String.valueOf(name), field));
        return object;
    }

    private static List<Map<String, @Nullable Object>> objects(Map<String, @Nullable Object> json, String name) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        if (json.get(name) instanceof List<?> list) {
            list.forEach(element -> objects.add(object(element)));
        }
        return objects;
    }

    static String text(Map<String, @Nullable Object> json, String name) {
        String text = optional(json, name);
        if (text == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return text;
    }

    private static @Nullable String optional(Map<String, @Nullable Object> json, String name) {
        return json.get(name) instanceof String text ? text : null;
    }

    static int number(Map<String, @Nullable Object> json, String name) {
        if (json.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException("'" + name + "' is missing");
    }
}
