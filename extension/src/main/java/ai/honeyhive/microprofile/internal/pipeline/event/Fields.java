/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of HoneyHive's copy of a span while they are worked on. They are found by name alone: to HoneyHive a
 * name has one value, whereas {@link AttributeKey} tells names of different types apart.
 */
final class Fields {

    private record Field(AttributeKey<?> key, Object value) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** The attributes of both layers; the upper one wins. */
    static Fields of(Attributes lower, Attributes upper) {
        Fields fields = new Fields();
        lower.forEach(fields::set);
        upper.forEach(fields::set);
        return fields;
    }

    private void set(AttributeKey<?> key, Object value) {
        fields.put(
                key.getKey(),
                StructuredValues.isPlain(value)
                        ? new Field(key, value)
                        : new Field(AttributeKey.stringKey(key.getKey()), StructuredValues.text(value)));
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    boolean hasAny(Collection<String> names) {
        return names.stream().anyMatch(fields::containsKey);
    }

    boolean hasPrefix(String prefix) {
        return fields.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Every attribute below a prefix, with the rest of its name. */
    void forEach(String prefix, BiConsumer<String, Object> action) {
        fields.forEach((name, field) -> {
            if (name.startsWith(prefix)) {
                action.accept(name.substring(prefix.length()), field.value());
            }
        });
    }

    @Nullable
    Object value(String name) {
        Field field = fields.get(name);
        return field == null ? null : field.value();
    }

    /** A string value; {@code null} where the attribute is missing, blank or of another type. */
    @Nullable
    String text(String name) {
        return value(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** The first of these that is there as a string. */
    @Nullable
    String firstText(List<String> names) {
        for (String name : names) {
            String text = text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** A count, also where an instrumentation wrote it as a fraction or as text. */
    @Nullable
    Long count(String name) {
        Object value = value(name);
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text && !text.isEmpty() && text.length() < 19) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return null;
                }
            }
            return Long.valueOf(text);
        }
        return null;
    }

    void put(String name, String value) {
        set(AttributeKey.stringKey(name), value);
    }

    void put(String name, long value) {
        set(AttributeKey.longKey(name), value);
    }

    void put(String name, boolean value) {
        set(AttributeKey.booleanKey(name), value);
    }

    void put(String name, double value) {
        set(AttributeKey.doubleKey(name), value);
    }

    void putIfAbsent(String name, @Nullable String value) {
        if (value != null && !has(name)) {
            put(name, value);
        }
    }

    void putIfAbsent(String name, @Nullable Long value) {
        if (value != null && !has(name)) {
            put(name, value.longValue());
        }
    }

    /** Gives an attribute another name, unless that one is taken; the old name goes in any case. */
    void rename(String from, String to) {
        Field field = fields.remove(from);
        if (field != null && !has(to)) {
            fields.put(to, new Field(renamed(field.key(), to), field.value()));
        }
    }

    /** Gives all attributes below a prefix another one. */
    void renameAll(String prefix, String to) {
        List<String> names =
                fields.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
        names.forEach(name -> rename(name, to + name.substring(prefix.length())));
    }

    private static AttributeKey<?> renamed(AttributeKey<?> key, String name) {
        return switch (key.getType()) {
            case STRING -> AttributeKey.stringKey(name);
            case BOOLEAN -> AttributeKey.booleanKey(name);
            case LONG -> AttributeKey.longKey(name);
            case DOUBLE -> AttributeKey.doubleKey(name);
            case STRING_ARRAY -> AttributeKey.stringArrayKey(name);
            case BOOLEAN_ARRAY -> AttributeKey.booleanArrayKey(name);
            case LONG_ARRAY -> AttributeKey.longArrayKey(name);
            case DOUBLE_ARRAY -> AttributeKey.doubleArrayKey(name);
            // Types of newer APIs do not come here: set() has made text of them.
            default -> AttributeKey.stringKey(name);
        };
    }

    @SuppressWarnings("unchecked") // a key never meets a value of another type: set() takes both from one place
    Attributes toAttributes() {
        AttributesBuilder builder = Attributes.builder();
        fields.values().forEach(field -> builder.put((AttributeKey<Object>) field.key(), field.value()));
        return builder.build();
    }
}
