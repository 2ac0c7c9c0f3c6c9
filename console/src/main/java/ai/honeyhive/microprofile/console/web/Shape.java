/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that a REST body may have, and their types. */
final class Shape {
    /** A type of a field. */
    enum Type {
        TEXT("a string"),
        TEXT_OR_NULL("a string or null"),
        NUMBER("a number"),
        /** HoneyHive takes anything and replaces what is no number. */
        LENIENT_NUMBER("a number"),
        BOOLEAN("true or false"),
        OBJECT("an object"),
        OBJECT_OR_NULL("an object or null"),
        TEXTS("an array of strings"),
        OBJECTS("an array of objects"),
        ANY("anything");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        private boolean fits(JsonNode value) {
            return switch (this) {
                case TEXT -> value.isTextual();
                case TEXT_OR_NULL -> value.isTextual() || value.isNull();
                case NUMBER -> value.isNumber();
                case BOOLEAN -> value.isBoolean();
                case OBJECT -> value.isObject();
                case OBJECT_OR_NULL -> value.isObject() || value.isNull();
                case TEXTS -> value.isArray() && all(value, true);
                case OBJECTS -> value.isArray() && all(value, false);
                case LENIENT_NUMBER, ANY -> true;
            };
        }

        private static boolean all(JsonNode array, boolean texts) {
            for (JsonNode element : array) {
                if (texts ? !element.isTextual() : !element.isObject()) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<String, Type> fields;
    private final Set<String> required;
    private final boolean strict;

    private Shape(Map<String, Type> fields, Set<String> required, boolean strict) {
        this.fields = fields;
        this.required = required;
        this.strict = strict;
    }

    /** A shape that refuses fields it does not name. */
    static Shape strict(Map<String, Type> fields, String... required) {
        return new Shape(fields, Set.of(required), true);
    }

    /** The same with more fields. */
    Shape with(String name, Type type) {
        Map<String, Type> more = new LinkedHashMap<>(fields);
        more.put(name, type);
        return new Shape(more, required, strict);
    }

    /** The same, but other fields may stand beside, and null stands for absent: HoneyHive's legacy paths. */
    Shape permissive() {
        return new Shape(fields, required, false);
    }

    /** Refuses an object that does not have this shape, naming everything that is wrong with it. */
    void check(ObjectNode object, String what) throws HttpError {
        List<String> wrong = new ArrayList<>();
        for (String name : required) {
            if (object.path(name).isMissingNode() || object.path(name).isNull()) {
                wrong.add(name + " is required");
            }
        }
        object.properties().forEach(field -> {
            Type type = fields.get(field.getKey());
            if (type == null && strict) {
                wrong.add("unknown field '" + field.getKey() + "'");
            } else if (type != null
                    && !type.fits(field.getValue())
                    && !(field.getValue().isNull() && !strict)) {
                wrong.add(field.getKey() + " must be " + type.words);
            }
        });
        if (!wrong.isEmpty()) {
            wrong.sort(null);
            throw new HttpError(400, what + ": " + String.join("; ", wrong.subList(0, Math.min(wrong.size(), 20))));
        }
    }
}
