/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.store.Reader;
import ai.honeyhive.microprofile.console.store.Store;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reading events back by filters, in HoneyHive's two forms. */
final class EventSearch {
    /** Events that a search looks at, the newest first; this is a stand-in, not a warehouse. */
    private static final int LOOKED_AT = 20_000;

    private static final Shape SEARCH = Shape.strict(Map.of(
            "filters", Shape.Type.OBJECTS,
            "dateRange", Shape.Type.OBJECT,
            "limit", Shape.Type.NUMBER,
            "page", Shape.Type.NUMBER,
            "ignore_order", Shape.Type.BOOLEAN,
            "evaluation_id", Shape.Type.TEXT));

    private final Store store;
    private final Reader reader;

    EventSearch(Store store, Reader reader) {
        this.store = store;
        this.reader = reader;
    }

    Answer search(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        SEARCH.check(body, "search");
        return answer(call, body, body.at("/dateRange/start_time"), body.at("/dateRange/end_time"), 1000, "count");
    }

    Answer export(Call call) throws HttpError, SQLException {
        ObjectNode body = call.json();
        return answer(call, body, body.at("/dateRange/$gte"), body.at("/dateRange/$lte"), 7500, "totalEvents");
    }

    private Answer answer(Call call, ObjectNode body, JsonNode from, JsonNode to, int maxLimit, String countName)
            throws HttpError, SQLException {
        int limit = number(body, "limit", Math.min(1000, maxLimit), maxLimit);
        int page = number(body, "page", 1, Integer.MAX_VALUE / maxLimit);
        double start = moment(from).orElse(0);
        double end = moment(to).orElse(Double.MAX_VALUE);
        List<ObjectNode> found = new java.util.ArrayList<>();
        for (ObjectNode event : reader.documents(LOOKED_AT)) {
            double time = event.path("start_time").asDouble();
            if (time >= start && time <= end && matches(event, body.path("filters"))) {
                found.add(event);
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode events = answer.putArray("events");
        found.stream()
                .skip((long) (page - 1) * limit)
                .limit(limit)
                .map(RestApi::withProject)
                .forEach(events::add);
        store.add(call.record(200, 0, ""));
        return Answer.ok(answer.put(countName, found.size()));
    }

    private static int number(ObjectNode body, String name, int fallback, int max) throws HttpError {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > max) {
            throw new HttpError(400, name + " must be a whole number between 1 and " + max);
        }
        return value.intValue();
    }

    private static OptionalDouble moment(JsonNode value) throws HttpError {
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        if (!value.isTextual()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of((double) Instant.parse(value.textValue()).toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new HttpError(400, "dateRange must hold milliseconds or ISO-8601 moments");
        }
    }

    private static boolean matches(ObjectNode event, JsonNode filters) throws HttpError {
        for (JsonNode filter : filters) {
            if (!matchesOne(event, filter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesOne(ObjectNode event, JsonNode filter) throws HttpError {
        JsonNode actual =
                event.at("/" + filter.path("field").asText().replace("~", "~0").replace('.', '/'));
        JsonNode wanted = filter.path("value");
        String operator = filter.path("operator").asText();
        boolean present = !actual.isMissingNode() && !actual.isNull();
        return switch (operator) {
            case "exists" -> present;
            case "not exists" -> !present;
            case "is" -> same(actual, wanted);
            case "is not" -> !same(actual, wanted);
            case "contains" -> present && text(actual).contains(wanted.asText());
            case "not contains" -> !present || !text(actual).contains(wanted.asText());
            case "greater than" -> present && actual.asDouble() > wanted.asDouble();
            case "less than" -> present && actual.asDouble() < wanted.asDouble();
            case "after" -> present && actual.asDouble() > moment(wanted).orElse(0);
            case "before" -> present && actual.asDouble() < moment(wanted).orElse(0);
            default ->
                throw new HttpError(
                        400,
                        "filter operator must be one of exists, not exists, is, is not, contains, not contains, greater"
                                + " than, less than, after, before");
        };
    }

    private static boolean same(JsonNode actual, JsonNode wanted) {
        if (actual.isNumber() && wanted.isNumber()) {
            return actual.doubleValue() == wanted.doubleValue();
        }
        return !actual.isMissingNode() && text(actual).equals(text(wanted));
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
