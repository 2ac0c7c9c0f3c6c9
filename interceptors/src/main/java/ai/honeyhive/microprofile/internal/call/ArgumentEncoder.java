/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.common.AttributeKey;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns an argument or result into one JSON text: bounded in bytes, depth, elements and nodes, and proof against what it
 * walks. It consumes nothing: streams, iterators, publishers, readers and lazy collections appear by their type only.
 *
 * <p>Thread-safe.
 */
final class ArgumentEncoder {

    /** The most values of one argument: with the bounds on depth and elements, this bounds the caller's time. */
    private static final int MAX_NODES = 10_000;

    private final Properties properties = new Properties();

    /**
     * The value as JSON.
     *
     * @param value the value, {@code null} included
     * @param settings the bounds
     */
    String toJson(@Nullable Object value, CallSettings settings) {
        Walk walk = new Walk(settings);
        walk.value(value, 0);
        return walk.out.finish();
    }

    /** The value as an attribute's text: texts and constants as they are, everything else as JSON. */
    String text(Object value, CallSettings settings) {
        if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Character) {
            return cut(value.toString(), settings.maxAttributeBytes());
        }
        return toJson(value, settings);
    }

    /** Hands over the value under its attribute type: numbers and booleans keep it, everything else becomes text. */
    void typed(AttributeKey<String> key, Object value, CallSettings settings, Target target) {
        String name = key.getKey();
        if (value instanceof Boolean flag) {
            target.put(AttributeKey.booleanKey(name), flag);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            target.put(AttributeKey.longKey(name), ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            target.put(AttributeKey.doubleKey(name), ((Number) value).doubleValue());
        } else {
            target.put(key, text(value, settings));
        }
    }

    /** Where an attribute goes. */
    interface Target {

        <T> void put(AttributeKey<T> key, T value);
    }

    /** A text as an attribute's value: cut at the limit, in UTF-8 bytes. */
    static String cut(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3) {
            return text;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of its four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            if (bytes > maxBytes) {
                int end = i > 0 && Character.isLowSurrogate(c) ? i - 1 : i;
                return text.substring(0, end) + '\u2026';
            }
        }
        return text;
    }

    private final class Walk {

        private final CallSettings settings;
        private final JsonBuffer out;
        private final Object[] ancestors;
        private int nodes;

        Walk(CallSettings settings) {
            this.settings = settings;
            this.out = new JsonBuffer(settings.maxAttributeBytes());
            this.ancestors = new Object[settings.maxDepth() + 1];
        }

        void value(@Nullable Object value, int depth) {
            if (value == null) {
                out.raw("null");
            } else if (value instanceof String text) {
                out.string(text);
            } else if (value instanceof Boolean || Values.isExactNumber(value)) {
                out.raw(value.toString());
            } else if (value instanceof Optional<?> optional) {
                value(optional.orElse(null), depth);
            } else {
                guarded(value, depth);
            }
        }

        /** Whatever the value's own code throws ends up in its place. */
        private void guarded(Object value, int depth) {
            try {
                composite(value, depth);
            } catch (Throwable t) {
                out.string("<" + t.getClass().getSimpleName() + ">");
            }
        }

        private void composite(Object value, int depth) {
            String text = Values.text(value);
            if (text != null) {
                out.string(text);
            } else if (depth > settings.maxDepth() || ++nodes > MAX_NODES || isAncestor(value, depth)) {
                out.string(Values.placeholder(value));
            } else {
                if (depth < ancestors.length) {
                    ancestors[depth] = value;
                }
                container(value, depth + 1);
            }
        }

        private boolean isAncestor(Object value, int depth) {
            for (int i = 0; i < depth && i < ancestors.length; i++) {
                if (ancestors[i] == value) {
                    return true;
                }
            }
            return false;
        }

        private void container(Object value, int depth) {
            if (value instanceof Map<?, ?> map) {
                map(map, depth);
            } else if (value instanceof Collection<?> collection) {
                elements(collection.iterator(), depth);
            } else if (value.getClass().isArray()) {
                array(value, depth);
            } else {
                bean(value, depth);
            }
        }

        private void map(Map<?, ?> map, int depth) {
            out.raw('{');
            try {
                int written = 0;
                Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
                while (!out.isFull() && written < settings.maxElements() && entries.hasNext()) {
                    Map.Entry<?, ?> entry = entries.next();
                    member(written++, String.valueOf(entry.getKey()), entry.getValue(), depth);
                }
            } finally {
                out.raw('}');
            }
        }

        private void elements(Iterator<?> elements, int depth) {
            out.raw('[');
            try {
                int written = 0;
                while (!out.isFull() && written < settings.maxElements() && elements.hasNext()) {
                    Object element = elements.next();
                    separator(written++);
                    value(element, depth);
                }
            } finally {
                out.raw(']');
            }
        }

        private void array(Object array, int depth) {
            out.raw('[');
            int length = Math.min(Array.getLength(array), settings.maxElements());
            for (int i = 0; i < length && !out.isFull(); i++) {
                separator(i);
                value(Array.get(array, i), depth);
            }
            out.raw(']');
        }

        private void bean(Object bean, int depth) {
            Properties.Property[] found = properties.of(bean.getClass());
            if (found.length == 0) {
                out.string(cut(String.valueOf(bean), settings.maxAttributeBytes()));
                return;
            }
            out.raw('{');
            int written = 0;
            for (Properties.Property property : found) {
                if (out.isFull()) {
                    break;
                }
                Object value;
                try {
                    value = property.read(bean);
                } catch (Throwable t) {
                    value = "<" + t.getClass().getSimpleName() + ">";
                }
                if (value != null) {
                    member(written++, property.name(), value, depth);
                }
            }
            out.raw('}');
        }

        private void member(int index, String name, @Nullable Object value, int depth) {
            separator(index);
            out.string(name);
            out.raw(':');
            value(value, depth);
        }

        private void separator(int index) {
            if (index > 0) {
                out.raw(',');
            }
        }
    }
}
