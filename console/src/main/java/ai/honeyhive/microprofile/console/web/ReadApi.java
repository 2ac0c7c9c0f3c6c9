/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.event.SessionKey;
import ai.honeyhive.microprofile.console.store.Charts;
import ai.honeyhive.microprofile.console.store.Reader;
import ai.honeyhive.microprofile.console.store.Scores;
import ai.honeyhive.microprofile.console.store.SessionFilter;
import ai.honeyhive.microprofile.console.store.SpanFilter;
import ai.honeyhive.microprofile.console.store.Store;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;

/** What the page and tests read. */
final class ReadApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 10_000;

    private final Store store;
    private final Reader reader;
    private final Scores scores;
    private final String version;
    private final String storage;

    /** @param storage where the data lives, in words */
    ReadApi(Store store, Reader reader, String version, String storage) {
        this.store = store;
        this.reader = reader;
        this.scores = reader.scores();
        this.version = version;
        this.storage = storage;
    }

    List<Route> routes() {
        Route.Access access = Route.Access.READER;
        return List.of(
                new Route("GET", "/api/health", access, call -> health()),
                new Route("GET", "/api/revision", access, call -> revision()),
                new Route("GET", "/api/sessions", access, this::sessions),
                new Route("GET", "/api/sessions/{}", access, this::session),
                new Route("GET", "/api/facets", access, call -> Answer.ok(scores.facets())),
                new Route("GET", "/api/scores", access, this::scores),
                new Route("GET", "/api/charts", access, this::charts),
                new Route("GET", "/api/events/{}", access, this::event),
                new Route("GET", "/api/spans", access, call -> spans(call, false)),
                new Route("GET", "/api/sink/spans", access, call -> spans(call, true)),
                new Route("GET", "/api/requests", access, this::requests),
                new Route("DELETE", "/api/data", access, call -> clear()));
    }

    private Answer health() throws SQLException {
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        health.put("status", "ok");
        health.put("name", "HoneyHive console (local stand-in, not HoneyHive's product)");
        health.put("version", version).put("storage", storage);
        health.put("revision", store.revision());
        health.set("counts", reader.counts());
        return Answer.ok(health);
    }

    /** Cheap enough to be asked every second. */
    private Answer revision() {
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("revision", store.revision()));
    }

    private Answer sessions(Call call) throws HttpError, SQLException {
        int limit = (int) call.number("limit", DEFAULT_LIMIT, 500);
        SessionFilter filter = new SessionFilter(
                call.parameter("text"),
                call.parameter("project"),
                call.parameter("source"),
                call.parameter("user"),
                call.parameter("run"),
                "true".equals(call.parameter("errors")),
                "true".equals(call.parameter("warnings")),
                call.parameter("score"),
                call.real("below", Double.MAX_VALUE),
                call.real("cost", 0),
                (long) call.real("from", 0),
                call.number("before", Long.MAX_VALUE, Long.MAX_VALUE));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("revision", store.revision());
        answer.set("sessions", reader.sessions(limit, filter));
        return Answer.ok(answer);
    }

    private Answer scores(Call call) throws HttpError, SQLException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(
                "evaluators",
                scores.evaluators(call.real("from", 0), call.real("to", Double.MAX_VALUE), call.parameter("source")));
        return Answer.ok(answer);
    }

    private Answer charts(Call call) throws HttpError, SQLException {
        String type = call.parameter("type");
        return Answer.ok(reader.charts()
                .over(new Charts.Wanted(
                        type == null ? "model" : type,
                        call.parameter("project"),
                        call.parameter("source"),
                        call.real("from", 0),
                        call.real("to", Double.MAX_VALUE))));
    }

    private Answer session(Call call) throws HttpError, SQLException {
        boolean content = !"false".equals(call.parameter("content"));
        return Answer.ok(reader.session(SessionKey.normalise(call.variable(0)), content)
                .orElseThrow(() -> new HttpError(404, "there is no session with this id")));
    }

    private Answer event(Call call) throws HttpError, SQLException {
        return Answer.ok(reader.event(SessionKey.normalise(call.variable(0)))
                .orElseThrow(() -> new HttpError(404, "there is no event with this id")));
    }

    private Answer spans(Call call, boolean sink) throws HttpError, SQLException {
        SpanFilter filter = new SpanFilter(
                sink,
                call.parameter("service"),
                call.parameter("name"),
                call.parameter("trace_id"),
                call.parameter("session"),
                (int) call.number("limit", MAX_LIMIT, MAX_LIMIT));
        return Answer.ok(JsonNodeFactory.instance.objectNode().set("spans", reader.spans(filter)));
    }

    private Answer requests(Call call) throws HttpError, SQLException {
        int limit = (int) call.number("limit", MAX_LIMIT, MAX_LIMIT);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("requests", reader.requests(limit));
        answer.put("count", reader.counts().path("requests").asLong());
        return Answer.ok(answer);
    }

    private Answer clear() throws SQLException {
        store.clear();
        return Answer.success();
    }
}
