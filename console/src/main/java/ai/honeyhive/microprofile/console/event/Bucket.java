/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Builds a nested object from dotted keys: split at every dot, numeric segments become arrays. Not thread-safe. */
final class Bucket {
    /** Longest path that is split; below it the rest stays one key, so that no input can nest without end. */
    static final int MAX_DEPTH = 32;

    enum Outcome {
        STORED,
        CONFLICT,
        TOO_DEEP
    }

    /** An inner node of the tree; what is not a Branch is a leaf and stays as it came. */
    private static final class Branch extends LinkedHashMap<String, Object> {}

    private final Branch root = new Branch();

    /** Puts a value at a dotted path. In a conflict of a leaf with a prefix the structure wins. */
    Outcome put(String path, JsonNode value) {
        String[] segments = path.split("\\.", MAX_DEPTH);
        Branch parent = root;
        boolean conflict = false;
        for (int i = 0; i < segments.length - 1; i++) {
            Object child = parent.get(segments[i]);
            Branch branch = child instanceof Branch existing ? existing : new Branch();
            conflict |= child != null && child != branch;
            parent.put(segments[i], branch);
            parent = branch;
        }
        String last = segments[segments.length - 1];
        if (parent.get(last) instanceof Branch) {
            return Outcome.CONFLICT;
        }
        parent.put(last, value);
        if (conflict) {
            return Outcome.CONFLICT;
        }
        return segments.length == MAX_DEPTH && last.indexOf('.') >= 0 ? Outcome.TOO_DEEP : Outcome.STORED;
    }

    /** Puts a value under a key that is not split; what is there already stays. */
    void putIfAbsent(String key, JsonNode value) {
        root.putIfAbsent(key, value);
    }

    /** Puts every field of an object under its own name, unsplit. */
    void putAll(JsonNode object) {
        object.properties().forEach(field -> root.put(field.getKey(), field.getValue()));
    }

    /** The object built, its numbered parts as arrays. */
    ObjectNode build() {
        return object(root);
    }

    private static JsonNode node(Object value) {
        if (!(value instanceof Branch branch)) {
            return (JsonNode) value;
        }
        return isArray(branch) ? array(branch) : object(branch);
    }

    private static ObjectNode object(Branch branch) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Object> field : branch.entrySet()) {
            object.set(field.getKey(), node(field.getValue()));
        }
        return object;
    }

    /** Only 0…n-1 without a gap is an array: a lone "999999999" must not allocate a billion elements. */
    private static boolean isArray(Branch branch) {
        for (int i = 0; i < branch.size(); i++) {
            if (!branch.containsKey(Integer.toString(i))) {
                return false;
            }
        }
        return true;
    }

    private static ArrayNode array(Branch branch) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < branch.size(); i++) {
            array.add(node(Objects.requireNonNull(branch.get(Integer.toString(i)))));
        }
        return array;
    }
}
