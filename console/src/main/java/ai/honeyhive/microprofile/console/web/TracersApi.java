/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.store.Store;
import ai.honeyhive.microprofile.console.store.Tracers;
import ai.honeyhive.microprofile.console.wire.StrictJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the tracers of applications stand. They tell it to whom answers like a console: HoneyHive never gets it. */
final class TracersApi {
    /** What a tracer looks for in the answer to its spans before it tells anything. */
    static final String HEADER = "HoneyHive-Console";

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_TEXT = 500;
    private static final int MAX_NAME = 100;
    private static final int MAX_ENTRIES = 500;

    /** What the page's numbers hold exactly. */
    private static final long MANY = 1L << 53;

    private static final Set<String> STATES = Set.of("delivering", "failing", "stopped");
    private static final List<String> TEXTS = List.of(
            "tracer",
            "project",
            "source",
            "service",
            "instance",
            "state",
            "strategy",
            "why_directly",
            "last_failure_reason");
    private static final List<String> COUNTS = List.of(
            "produced",
            "delivered",
            "sampled_out",
            "queued",
            "queued_bytes",
            "queue_bytes",
            "requests",
            "retries",
            "last_failure");
    private static final Shape REPORT = shape();

    private final Store store;
    private final Tracers tracers;

    TracersApi(Store store, Tracers tracers) {
        this.store = store;
        this.tracers = tracers;
    }

    private static Shape shape() {
        Map<String, Shape.Type> fields = new TreeMap<>();
        TEXTS.forEach(name -> fields.put(name, Shape.Type.TEXT));
        COUNTS.forEach(name -> fields.put(name, Shape.Type.NUMBER));
        fields.put("sees_spans", Shape.Type.BOOLEAN);
        fields.put("dropped", Shape.Type.OBJECT);
        fields.put("dropped_before", Shape.Type.OBJECT);
        fields.put("rates", Shape.Type.OBJECT);
        fields.put("decisions", Shape.Type.ANY);
        return Shape.strict(
                fields,
                "tracer",
                "project",
                "service",
                "instance",
                "state",
                "produced",
                "delivered",
                "queued",
                "queued_bytes",
                "queue_bytes",
                "dropped",
                "strategy");
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/api/tracers", Route.Access.KEY, this::report),
                new Route("GET", "/api/tracers", Route.Access.READER, call -> all()),
                new Route("GET", "/api/tracers/{}", Route.Access.READER, this::one));
    }

    /** Reports that are taken do not stand among the requests, where they would hide the others. */
    private Answer report(Call call) throws HttpError, SQLException {
        if (call.bytes().length > MAX_BYTES) {
            throw new HttpError(400, "report: more than " + MAX_BYTES + " bytes");
        }
        ObjectNode report = call.json();
        check(report);
        store.report(call.receivedAt(), withoutKey(report, call));
        return Answer.success();
    }

    private static void check(ObjectNode report) throws HttpError {
        REPORT.check(report, "report");
        for (String name : TEXTS) {
            demand(report.path(name).asText().length() <= MAX_TEXT, name + " is longer than " + MAX_TEXT);
        }
        demand(STATES.contains(report.path("state").asText()), "state must be delivering, failing or stopped");
        for (String name : COUNTS) {
            demand(!report.has(name) || isCount(report.get(name)), name + " must be a whole number from 0 to 2^53");
        }
        for (String name : List.of("dropped", "dropped_before", "rates")) {
            JsonNode map = report.path(name);
            demand(map.size() <= MAX_ENTRIES, name + " has more than " + MAX_ENTRIES + " entries");
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                boolean good = name.equals("rates") ? isRate(entry.getValue()) : isCount(entry.getValue());
                demand(good && entry.getKey().length() <= MAX_NAME, name + " must be numbers by names");
            }
        }
        JsonNode decisions = report.path("decisions");
        demand(
                decisions.isMissingNode() || (decisions.isArray() && decisions.size() <= MAX_ENTRIES),
                "decisions must be an array of at most " + MAX_ENTRIES);
        for (JsonNode decision : decisions) {
            demand(isDecision(decision), "a decision must be [class, reason, whether to keep, count]");
        }
    }

    private static void demand(boolean good, String wrong) throws HttpError {
        if (!good) {
            throw new HttpError(400, "report: " + wrong);
        }
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0 && value.asLong() < MANY;
    }

    private static boolean isRate(JsonNode value) {
        return value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1;
    }

    private static boolean isDecision(JsonNode value) {
        return value.isArray()
                && value.size() == 4
                && value.get(0).isTextual()
                && value.get(0).asText().length() <= MAX_TEXT
                && value.get(1).isTextual()
                && value.get(1).asText().length() <= MAX_NAME
                && value.get(2).isBoolean()
                && isCount(value.get(3));
    }

    /** The console never stores a key, whatever it stands in. */
    private static ObjectNode withoutKey(ObjectNode report, Call call) throws HttpError {
        String text = report.toString();
        String clean = call.credentials().map(key -> key.mask(text)).orElse(text);
        try {
            return (ObjectNode) StrictJson.MAPPER.readTree(clean);
        } catch (JsonProcessingException e) {
            throw new HttpError(400, "report: it holds the key it was sent with");
        }
    }

    private Answer all() throws SQLException {
        return Answer.ok(JsonNodeFactory.instance.objectNode().set("tracers", tracers.all()));
    }

    private Answer one(Call call) throws HttpError, SQLException {
        return Answer.ok(tracers.one(call.variable(0))
                .orElseThrow(() -> new HttpError(
                        404, "there is no such tracer, or it was not heard of for a day and is forgotten")));
    }
}
