/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes anthropic-java's {@code JsonValue} as JSON; its own {@code toString} is not JSON. */
final class JsonText {

    /** Deeper values are written as null: no tool's arguments are nested so deep, and the stack must not overflow. */
    private static final int MAX_DEPTH = 100;

    private JsonText() {}

    static @Nullable String of(Reflected value) {
        if (!value.isPresent()) {
            return null;
        }
        StringBuilder json = new StringBuilder();
        write(value, MAX_DEPTH, json);
        return json.toString();
    }

    private static void write(Reflected value, int depth, StringBuilder json) {
        @Nullable Map<?, ?> object = value.get("asObject").map();
        Reflected array = value.get("asArray");
        @Nullable String text = value.get("asString").text();
        @Nullable Object plain = value.get("asNumber").number();
        if (depth == 0) {
            json.append("null");
        } else if (object != null) {
            object(object, depth - 1, json);
        } else if (array.isPresent()) {
            array(array.list(), depth - 1, json);
        } else if (text != null) {
            string(text, json);
        } else {
            json.append(plain != null ? plain : value.get("asBoolean").flag());
        }
    }

    private static void object(Map<?, ?> object, int depth, StringBuilder json) {
        json.append('{');
        Iterator<? extends Map.Entry<?, ?>> members = object.entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<?, ?> member = members.next();
            string(String.valueOf(member.getKey()), json);
            json.append(':');
            write(Reflected.of(member.getValue()), depth, json);
            json.append(members.hasNext() ? "," : "");
        }
        json.append('}');
    }

    private static void array(List<Reflected> array, int depth, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < array.size(); i++) {
            json.append(i == 0 ? "" : ",");
            write(array.get(i), depth, json);
        }
        json.append(']');
    }

    private static void string(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                json.append('\\').append(each);
            } else if (each < ' ') {
                json.append(String.format("\\u%04x", (int) each));
            } else {
                json.append(each);
            }
        }
        json.append('"');
    }
}
