/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.event.SessionKey;
import ai.honeyhive.microprofile.console.store.Runs;
import ai.honeyhive.microprofile.console.store.Store;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs of experiments: {@code /v1/runs}, by the contract's section 4.5. A run is nothing but the sessions and events whose
 * metadata names it, so scores are read from those.
 */
final class RunsApi {
    private static final Set<String> STATES = Set.of("pending", "completed", "failed", "cancelled", "running");
    private static final Shape UPDATE = Shape.strict(Map.ofEntries(
            Map.entry("name", Shape.Type.TEXT),
            Map.entry("description", Shape.Type.TEXT_OR_NULL),
            Map.entry("status", Shape.Type.TEXT),
            Map.entry("metadata", Shape.Type.OBJECT),
            Map.entry("results", Shape.Type.OBJECT),
            Map.entry("event_ids", Shape.Type.TEXTS),
            Map.entry("session_ids", Shape.Type.TEXTS),
            Map.entry("datapoint_ids", Shape.Type.TEXTS),
            Map.entry("configuration", Shape.Type.OBJECT),
            Map.entry("evaluators", Shape.Type.ANY),
            Map.entry("passing_ranges", Shape.Type.OBJECT)));
    private static final Shape CREATE =
            UPDATE.with("run_id", Shape.Type.TEXT).with("dataset_id", Shape.Type.TEXT_OR_NULL);
    private static final int MAX_EVENTS = 1000;

    private final Store store;
    private final Runs runs;

    RunsApi(Store store, Runs runs) {
        this.store = store;
        this.runs = runs;
    }

    List<Route> routes() {
        Route.Access key = Route.Access.KEY;
        Route.Access reader = Route.Access.READER;
        return List.of(
                new Route("POST", "/v1/runs", key, this::create),
                new Route("GET", "/v1/runs", key, this::list),
                new Route("PUT", "/v1/runs/{}", key, this::update),
                new Route("GET", "/v1/runs/{}", key, call -> Answer.ok(evaluation(find(call.variable(0))))),
                new Route("DELETE", "/v1/runs/{}", key, this::delete),
                new Route("GET", "/v1/runs/{}/summary", key, this::summary),
                new Route("GET", "/v1/runs/{}/result", key, this::summary),
                new Route("GET", "/v1/runs/{}/metrics", key, this::metrics),
                new Route("GET", "/v1/runs/{}/compare/{}", key, this::compare),
                new Route("GET", "/v1/runs/{}/compare-with/{}", key, this::compare),
                new Route("GET", "/v1/runs/{}/compare/{}/events", key, this::compareEvents),
                // The same for the page, which has no key.
                new Route("GET", "/api/runs", reader, this::list),
                new Route("GET", "/api/runs/{}/summary", reader, this::summary),
                new Route("GET", "/api/runs/{}/compare/{}", reader, this::compare));
    }

    private Answer create(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        CREATE.check(body, "run");
        String name = RestEvents.text(body, "name", "");
        String given = RestEvents.text(body, "run_id", "");
        if (name.isEmpty() || (!given.isEmpty() && !SessionKey.isUuid(given))) {
            throw new HttpError(400, "run: name must be given, and run_id must be a UUID or left out");
        }
        status(body);
        String id = given.isEmpty() ? UUID.randomUUID().toString() : SessionKey.normalise(given);
        ObjectNode run = write(call, id, old -> Optional.of(changed(old.orElseGet(() -> fresh(id)), body)));
        return Answer.ok(evaluation(run).put("run_id", id));
    }

    private static ObjectNode fresh(String id) {
        ObjectNode run = JsonNodeFactory.instance.objectNode().put("id", id).put("run_id", id);
        run.put("name", "").putNull("description").put("status", "pending");
        run.putObject("metadata");
        run.putObject("results");
        run.putArray("event_ids");
        run.putArray("datapoint_ids");
        run.putObject("configuration");
        run.put("is_active", true).put("created_at", System.currentTimeMillis());
        run.put("scope_type", "project").put("scope_id", "local");
        return run.putNull("dataset_id").putNull("dataset_name");
    }

    /** A run sent again keeps the moment of its first time. */
    private static ObjectNode changed(ObjectNode run, ObjectNode body) {
        run.setAll(body);
        run.set("run_id", run.path("id"));
        return run.put("updated_at", System.currentTimeMillis());
    }

    private static void status(ObjectNode body) throws HttpError {
        if (body.has("status") && !STATES.contains(body.path("status").asText())) {
            throw new HttpError(400, "run: status must be pending, running, completed, failed or cancelled");
        }
    }

    private Answer update(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        UPDATE.check(body, "run update");
        status(body);
        if (body.has("name") && body.path("name").asText().isBlank()) {
            throw new HttpError(400, "run update: name must not be empty");
        }
        String id = SessionKey.normalise(call.variable(0));
        return Answer.ok(evaluation(write(call, id, old -> old.map(run -> changed(run, body)))));
    }

    private ObjectNode write(Call call, String id, Function<Optional<ObjectNode>, Optional<ObjectNode>> change)
            throws HttpError, SQLException {
        return store.changeRun(call.record(200, 1, ""), id, change).orElseThrow(RunsApi::unknown);
    }

    private Answer delete(Call call) throws HttpError, SQLException {
        String id = SessionKey.normalise(call.variable(0));
        if (!store.deleteRun(call.record(200, 1, ""), id)) {
            throw unknown();
        }
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("id", id).put("deleted", true));
    }

    private static HttpError unknown() {
        return new HttpError(404, "there is no run with this id");
    }

    private ObjectNode find(String id) throws HttpError, SQLException {
        return runs.run(SessionKey.normalise(id)).orElseThrow(RunsApi::unknown);
    }

    private static ObjectNode evaluation(ObjectNode run) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("evaluation", run);
        return answer;
    }

    private Answer list(Call call) throws HttpError, SQLException {
        int limit = (int) call.number("limit", 20, 100);
        int page = (int) call.number("page", 1, 1_000_000);
        List<ObjectNode> all = runs.all();
        List<ObjectNode> found = all.stream()
                .filter(run -> is(run, "name", call.parameter("name")))
                .filter(run -> is(run, "status", call.parameter("status")))
                .filter(run -> is(run, "dataset_id", call.parameter("dataset_id")))
                .toList();
        int pages = (found.size() + limit - 1) / limit;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("evaluations");
        found.stream().skip((long) (page - 1) * limit).limit(limit).forEach(list::add);
        answer.putObject("pagination")
                .put("page", page)
                .put("limit", limit)
                .put("total", found.size())
                .put("total_unfiltered", all.size())
                .put("total_pages", pages)
                .put("has_next", page < pages)
                .put("has_prev", page > 1);
        answer.putArray("metrics");
        return Answer.ok(answer);
    }

    private static boolean is(ObjectNode run, String field, @Nullable String wanted) {
        return wanted == null || run.path(field).asText().equals(wanted);
    }

    private Answer summary(Call call) throws HttpError, SQLException {
        return Answer.ok(RunResults.read(runs, find(call.variable(0))).summary(Aggregate.of(call)));
    }

    private Answer metrics(Call call) throws HttpError, SQLException {
        List<ObjectNode> documents =
                runs.documents(find(call.variable(0)).path("run_id").asText(), MAX_EVENTS);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode events = answer.putArray("events");
        for (ObjectNode document : documents) {
            ObjectNode event = events.addObject();
            for (String field : List.of("event_name", "event_type", "session_id", "metadata", "metrics")) {
                event.set(field, document.path(field));
            }
        }
        return Answer.ok(answer.put("totalEvents", documents.size()));
    }

    private Answer compare(Call call) throws HttpError, SQLException {
        RunResults now = RunResults.read(runs, find(call.variable(0)));
        RunResults before = RunResults.read(runs, find(call.variable(1)));
        return Answer.ok(new RunComparison(now, before).of(Aggregate.of(call)));
    }

    private Answer compareEvents(Call call) throws HttpError, SQLException {
        int limit = (int) call.number("limit", MAX_EVENTS, MAX_EVENTS);
        int page = (int) call.number("page", 1, 1_000_000);
        Map<String, ObjectNode> now = byDatapoint(call, find(call.variable(0)));
        Map<String, ObjectNode> before = byDatapoint(call, find(call.variable(1)));
        now.keySet().retainAll(before.keySet());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode events = answer.putArray("events");
        now.entrySet().stream().skip((long) (page - 1) * limit).limit(limit).forEach(entry -> {
            ObjectNode pair = events.addObject().put("datapoint_id", datapoint(entry.getValue()));
            pair.set("event_1", entry.getValue());
            pair.set("event_2", before.get(entry.getKey()));
        });
        return Answer.ok(answer.put("totalEvents", now.size()));
    }

    /** The events by case, name and type. */
    private Map<String, ObjectNode> byDatapoint(Call call, ObjectNode run) throws SQLException {
        Map<String, ObjectNode> events = new LinkedHashMap<>();
        for (ObjectNode event : runs.documents(run.path("run_id").asText(), Integer.MAX_VALUE)) {
            if (is(event, "event_name", call.parameter("event_name"))
                    && is(event, "event_type", call.parameter("event_type"))) {
                JsonNode name = event.path("event_name");
                events.put(
                        datapoint(event)
                                + '\n'
                                + name.asText()
                                + '\n'
                                + event.path("event_type").asText(),
                        event);
            }
        }
        return events;
    }

    private static String datapoint(ObjectNode event) {
        return event.at("/metadata/datapoint_id").asText();
    }
}
