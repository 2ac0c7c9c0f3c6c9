/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run to HoneyHive: creates it, adds a session with one event for each case, closes it. Nothing here stops
 * the experiment; what was not taken is counted, and said in the result's notes. Sent again after a crash, everything has
 * the ids it had before.
 */
final class RunDelivery {

    private static final System.Logger LOG = System.getLogger(RunDelivery.class.getPackageName());

    private final HoneyHiveRuns api;
    private final String runId;
    private final String name;
    private final Dataset dataset;
    private final String pipeline;
    private final int workers;
    private final Map<String, String> git;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final List<String> notes = new ArrayList<>();

    RunDelivery(
            HoneyHiveRuns api,
            String runId,
            String name,
            Dataset dataset,
            String pipeline,
            int workers,
            Map<String, String> git) {
        this.api = api;
        this.runId = runId;
        this.name = name;
        this.dataset = dataset;
        this.pipeline = pipeline;
        this.workers = workers;
        this.git = git;
    }

    void start() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("run_id", runId);
        body.put("event_ids", List.of());
        body.put(
                "datapoint_ids",
                dataset.datapoints().stream().map(Datapoint::id).toList());
        body.put("configuration", Map.of("function", name, "evaluators", List.of(pipeline), "max_workers", workers));
        body.put("metadata", metadata());
        body.put("status", "pending");
        body.put("dataset_id", null); // HoneyHive does not hold it: its id stands in the metadata
        note("the run could not be created", send("POST", "/v1/runs", body));
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("offline_dataset_id", dataset.id());
        if (!git.isEmpty()) {
            metadata.put("git", git);
        }
        return metadata;
    }

    /** Whether the case was taken. */
    boolean send(CaseResult result) {
        Map<String, Object> links =
                Map.of("run_id", runId, "dataset_id", dataset.id(), "datapoint_id", result.datapointId());
        String failure = send("POST", "/session/start", Map.of("session", session(result, links)));
        if (failure == null) {
            failure = send("POST", "/v1/events", event(result, links));
        }
        if (failure == null) {
            failure = send("PUT", "/events", update(result));
        }
        if (failure != null) {
            refused.incrementAndGet();
            firstRefusal.compareAndSet(null, failure);
        }
        return failure == null;
    }

    private Map<String, @Nullable Object> session(CaseResult result, Map<String, Object> links) {
        Map<String, @Nullable Object> session = new LinkedHashMap<>();
        session.put("session_id", result.sessionId());
        session.put("session_name", name);
        session.put("source", "evaluation");
        session.put("inputs", result.inputs());
        session.put("metadata", links);
        session.put("start_time", result.started().toEpochMilli());
        return session;
    }

    private Map<String, @Nullable Object> event(CaseResult result, Map<String, Object> links) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("event_id", result.eventId());
        event.put("session_id", result.sessionId());
        event.put("parent_id", result.sessionId());
        event.put("event_type", "chain");
        event.put("event_name", name);
        event.put("source", "evaluation");
        event.put("inputs", result.inputs());
        if (result.output() != null) {
            event.put("outputs", outputs(result));
        }
        if (result.error() != null) {
            event.put("error", result.error());
        }
        event.put("start_time", result.started().toEpochMilli());
        event.put("end_time", result.started().plus(result.took()).toEpochMilli());
        event.put("duration", result.took().toMillis());
        event.put("metadata", links);
        event.put("metrics", metrics(result));
        if (result.groundTruth() != null) {
            event.put("feedback", feedback(result));
        }
        return event;
    }

    private static Map<String, @Nullable Object> update(CaseResult result) {
        Map<String, @Nullable Object> update = new LinkedHashMap<>();
        update.put("event_id", result.sessionId());
        update.put("outputs", result.output() == null ? null : outputs(result));
        if (result.groundTruth() != null) {
            update.put("feedback", feedback(result));
        }
        update.put("duration", result.took().toMillis());
        return update;
    }

    private static Map<String, @Nullable Object> outputs(CaseResult result) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("result", result.output());
        return outputs;
    }

    private static Map<String, @Nullable Object> feedback(CaseResult result) {
        Map<String, @Nullable Object> feedback = new LinkedHashMap<>();
        feedback.put("ground_truth", result.groundTruth());
        return feedback;
    }

    /** The score, or else the label, by the evaluator's name; what was not judged has no entry. */
    private static Map<String, @Nullable Object> metrics(CaseResult result) {
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        List<Score> scores = new ArrayList<>(result.parts());
        scores.add(result.overall());
        for (Score score : scores) {
            if (!score.status().isJudged()) {
                continue;
            }
            Object value = score.value() != null ? score.value() : score.label();
            if (value != null) {
                metrics.put(score.name(), value);
            }
            if (score.explanation() != null) {
                metrics.put(score.name() + "_explanation", score.explanation());
            }
        }
        return metrics;
    }

    /** Closes the run; what was not taken, in words. */
    List<String> finish(List<CaseResult> results) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("status", "completed");
        body.put("name", name);
        body.put("event_ids", results.stream().map(CaseResult::sessionId).toList());
        body.put("metadata", metadata());
        note("the run could not be closed", send("PUT", "/v1/runs/" + runId, body));
        if (refused.get() > 0) {
            note(refused.get() + " of " + results.size() + " cases were not taken", firstRefusal.get());
        }
        return notes;
    }

    private void note(String what, @Nullable String failure) {
        if (failure != null) {
            String note = api + ": " + what + ": " + failure;
            notes.add(note);
            LOG.log(System.Logger.Level.WARNING, note);
        }
    }

    private @Nullable String send(String method, String path, Map<String, ? extends @Nullable Object> body) {
        try {
            return api.send(method, path, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
