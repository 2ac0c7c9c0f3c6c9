/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.json;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object. Asking for a member of the wrong type is an error, asking for one that is not there or null is not. */
public final class JsonObject {

    /** One without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, @Nullable Object> members;

    JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** The members' names, in their order. */
    public Set<String> names() {
        return members.keySet();
    }

    /**
     * A member: String, Boolean, {@link JsonNumber}, {@link JsonObject} or List.
     *
     * @return {@code null} where it is not there or null
     */
    public @Nullable Object get(String name) {
        return members.get(name);
    }

    /** A member that is a text; empty where it is not there. */
    public String text(String name) throws JsonException {
        String text = as(String.class, name);
        return text == null ? "" : text;
    }

    /** A member that is an object; an empty one where it is not there. */
    public JsonObject object(String name) throws JsonException {
        JsonObject object = as(JsonObject.class, name);
        return object == null ? EMPTY : object;
    }

    /** A member that is a list; an empty one where it is not there. */
    public List<?> list(String name) throws JsonException {
        List<?> list = as(List.class, name);
        return list == null ? List.of() : list;
    }

    /** A member that is a whole number; 0 where it is not there. */
    public long number(String name) throws JsonException {
        JsonNumber number = as(JsonNumber.class, name);
        return number == null ? 0 : number.toLong();
    }

    /** A member that is true. */
    public boolean isTrue(String name) throws JsonException {
        return Boolean.TRUE.equals(as(Boolean.class, name));
    }

    private <T> @Nullable T as(Class<T> type, String name) throws JsonException {
        Object member = members.get(name);
        if (member != null && !type.isInstance(member)) {
            throw new JsonException("member " + name + " is of another type than expected");
        }
        return type.cast(member);
    }

    /** The names only. */
    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
