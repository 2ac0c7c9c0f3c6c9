/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into attribute values, within limits. What the objects' own code throws becomes a placeholder with the
 * class of what was thrown; that it blocks for ever is the one thing that cannot be helped. Borrowed from
 * {@link ArgumentEncoder}; not thread-safe.
 */
public final class Encoding {

    /** What the objects' own code may cost a caller altogether, as far as it comes back at all. */
    private static final long BUDGET_NANOS = 20_000_000;

    private static final String CYCLE = "<cycle>";

    private final Shapes shapes;
    private final JsonWriter writer = new JsonWriter();
    private final Messages messages;

    private int maxBytes;
    private int maxDepth;
    private int maxElements;
    private boolean cut;

    /** The objects that are being written, outermost first. */
    private @Nullable Object[] path = new Object[16];

    private int steps;
    private long deadline;

    Encoding(Shapes shapes, MessageShapes messageShapes) {
        this.shapes = shapes;
        this.messages = new Messages(this, writer, messageShapes);
    }

    void begin(int bytes, int depth, int elements) {
        maxBytes = bytes;
        maxDepth = depth;
        maxElements = elements;
        cut = false;
        steps = 0;
        deadline = 0;
    }

    int capacity() {
        return writer.capacity();
    }

    int maxElements() {
        return maxElements;
    }

    /** Whether anything was left out since the encoding was borrowed. */
    public boolean isCut() {
        return cut;
    }

    /**
     * The value of an attribute.
     *
     * @return a String, Boolean, Long or Double: scalars as they are, everything else as JSON; {@code null} for
     *     {@code null}
     */
    public @Nullable Object attribute(@Nullable Object value) {
        Object plain = unwrap(value);
        if (plain == null || plain instanceof Boolean || plain instanceof Long || plain instanceof Double) {
            return plain;
        }
        if (plain instanceof String text) {
            return shorten(text);
        }
        if (plain instanceof Integer || plain instanceof Short || plain instanceof Byte) {
            return ((Number) plain).longValue();
        }
        if (plain instanceof Float number) {
            // The decimal digits that people see, not those of the binary fraction.
            return Double.valueOf(number.toString());
        }
        Shape shape = shapes.of(plain.getClass());
        return switch (shape.form()) {
            case TEXT -> shorten(safeText(plain));
            case OPAQUE -> placeholder(plain, shape);
            default -> json(plain);
        };
    }

    /** The JSON of a value, at most as long as an attribute may be. */
    public String json(@Nullable Object value) {
        writer.reset(maxBytes);
        write(value, 0);
        return finish();
    }

    /** The chat history that prompts make up, a JSON array of objects with role and content; {@code null} for none. */
    public @Nullable String chatHistory(@Nullable Object... prompts) {
        return messages.chatHistory(prompts);
    }

    String finish() {
        cut |= writer.isCut();
        return writer.text();
    }

    void noteCut() {
        cut = true;
    }

    /** Whether an object must not be looked into. */
    boolean isUntouchable(Object value) {
        return shapes.of(value.getClass()).form() == Shape.Form.OPAQUE;
    }

    void startOver() {
        writer.reset(maxBytes);
    }

    /** Writes a value at the writer's place, as deep in the graph as told. */
    void write(@Nullable Object value, int depth) {
        Object plain = unwrap(value);
        if (plain == null) {
            writer.literal("null");
        } else if (plain instanceof String text) {
            writer.string(text);
        } else if (plain instanceof Number number) {
            writeNumber(number);
        } else if (plain instanceof Boolean) {
            writer.literal(plain.toString());
        } else {
            writeObject(plain, shapes.of(plain.getClass()), depth);
        }
    }

    private void writeNumber(Number number) {
        String text = safeText(number);
        if (number instanceof Double || number instanceof Float) {
            double real = number.doubleValue();
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                writer.string(text);
                return;
            }
        }
        if (number.getClass().getName().startsWith("java.")) {
            writer.literal(text);
        } else {
            writer.string(text);
        }
    }

    private void writeObject(Object value, Shape shape, int depth) {
        switch (shape.form()) {
            case TEXT -> writer.string(shorten(safeText(value)));
            case JSON -> writer.literal(safeText(value));
            case OPAQUE -> writer.string(placeholder(value, shape));
            default -> writeComposite(value, shape, depth);
        }
    }

    private void writeComposite(Object value, Shape shape, int depth) {
        if (depth >= maxDepth) {
            cut = true;
            writer.string(JsonWriter.CUT);
            return;
        }
        if (isOnPath(value, depth)) {
            writer.string(CYCLE);
            return;
        }
        JsonWriter.Mark mark = writer.mark();
        try {
            enter(value, depth);
            switch (shape.form()) {
                case MAP -> writeMap((Map<?, ?>) value, depth + 1);
                case COLLECTION -> writeCollection((Collection<?>) value, depth + 1);
                case ARRAY -> writeArray(value, depth + 1);
                default -> writeBean(value, shape, depth + 1);
            }
        } catch (Throwable thrown) {
            writer.back(mark);
            writer.string(thrown(thrown));
        }
    }

    private void writeMap(Map<?, ?> map, int depth) {
        writer.beginObject();
        int left = maxElements;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (left-- == 0 || isLate()) {
                leaveOut(map.size() - maxElements);
                break;
            }
            if (!writer.key(shorten(safeText(entry.getKey())))) {
                break;
            }
            write(entry.getValue(), depth);
        }
        writer.endObject();
    }

    private void leaveOut(int count) {
        cut = true;
        if (writer.key(JsonWriter.CUT)) {
            writer.literal(Integer.toString(Math.max(count, 0)));
        }
    }

    private void writeCollection(Collection<?> collection, int depth) {
        writer.beginArray();
        int left = maxElements;
        for (Object element : collection) {
            if (left-- == 0 || isLate()) {
                leaveOutElements(collection.size() - maxElements);
                break;
            }
            if (!writer.element()) {
                break;
            }
            write(element, depth);
        }
        writer.endArray();
    }

    private void leaveOutElements(int count) {
        cut = true;
        if (writer.element()) {
            writer.string(JsonWriter.CUT + " " + Math.max(count, 0) + " more");
        }
    }

    private void writeArray(Object array, int depth) {
        writer.beginArray();
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            if (i == maxElements || isLate()) {
                leaveOutElements(length - i);
                break;
            }
            if (!writer.element()) {
                break;
            }
            write(Array.get(array, i), depth);
        }
        writer.endArray();
    }

    private void writeBean(Object bean, Shape shape, int depth) {
        writer.beginObject();
        for (Shape.Property property : shape.properties()) {
            if (isLate() || !writer.key(property.name())) {
                break;
            }
            Object value;
            try {
                value = property.getter().invokeExact(bean);
            } catch (Throwable thrown) {
                writer.string(thrown(thrown));
                continue;
            }
            write(value, depth);
        }
        writer.endObject();
    }

    private boolean isOnPath(Object value, int depth) {
        for (int i = 0; i < depth && i < path.length; i++) {
            if (path[i] == value) {
                return true;
            }
        }
        return false;
    }

    private void enter(Object value, int depth) {
        if (depth < path.length) {
            path[depth] = value;
        }
    }

    /** Lets go of the objects. */
    void forget() {
        Arrays.fill(path, null);
    }

    /** Whether the budget is spent; from then on everything is left out. */
    boolean isLate() {
        if (isOverBudget()) {
            writer.cut();
            cut = true;
        }
        return writer.isCut();
    }

    /** Looks at the clock now and then. */
    boolean isOverBudget() {
        if ((++steps & 7) != 0) {
            return false;
        }
        long now = System.nanoTime();
        if (deadline == 0) {
            deadline = now + BUDGET_NANOS;
        }
        return now - deadline > 0;
    }

    /** What follows has a budget of its own. */
    void renewBudget() {
        deadline = 0;
    }

    private String shorten(CharSequence text) {
        String shortened = Texts.shorten(text, maxBytes);
        cut |= shortened.length() != text.length();
        return shortened;
    }

    static @Nullable Object unwrap(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            // As deep as they are nested: an Optional holds what existed before it, so there is an end.
            return unwrap(optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        if (value instanceof AtomicInteger || value instanceof AtomicLong) {
            return ((Number) value).longValue();
        }
        return value;
    }

    private static String placeholder(Object value, Shape shape) {
        if (value instanceof byte[] bytes) {
            return "<byte[" + bytes.length + "]>";
        }
        return value instanceof char[] chars ? "<char[" + chars.length + "]>" : shape.placeholder();
    }

    @SuppressWarnings("JavaUtilDate") // Others still use it.
    String safeText(@Nullable Object value) {
        try {
            if (value instanceof CharSequence text) {
                // Not its toString: that of a buffer of megabytes is a copy.
                return shorten(text);
            }
            if (value instanceof Enum<?> constant) {
                return constant.name();
            }
            if (value instanceof Date date) {
                return Instant.ofEpochMilli(date.getTime()).toString();
            }
            String text = String.valueOf(value);
            return text == null ? "null" : text;
        } catch (Throwable thrown) {
            return thrown(thrown);
        }
    }

    static String thrown(Throwable thrown) {
        Class<?> type = thrown.getClass();
        return "<" + (type.isAnonymousClass() ? type.getTypeName() : type.getSimpleName()) + ">";
    }
}
