/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Attributes as {@code KeyValue} messages. Their order is none of the format's business. Not thread-safe. */
final class AttributeEncoder implements BiConsumer<AttributeKey<?>, Object> {

    private final ReverseBuffer out;
    private int field;
    private Set<String> skipped = Set.of();

    AttributeEncoder(ReverseBuffer out) {
        this.out = out;
    }

    /** Writes all but the skipped ones, each as one entry of a repeated field. */
    void encode(int field, Attributes attributes, Set<String> skipped) {
        this.field = field;
        this.skipped = skipped;
        attributes.forEach(this);
    }

    @Override
    public void accept(AttributeKey<?> key, Object value) {
        String name = key.getKey();
        if (skipped.contains(name)) {
            return;
        }
        int end = out.size();
        anyValue(value);
        out.closeField(2, end);
        out.stringField(1, name);
        out.closeField(field, end);
    }

    /**
     * The content of an {@code AnyValue}, by what the value is and not by its key's type: later versions of the API
     * know types that ours does not, and those go as text.
     */
    private void anyValue(Object value) {
        if (value instanceof String text) {
            out.stringField(1, text);
        } else if (value instanceof Boolean truth) {
            out.varintField(2, truth ? 1 : 0);
        } else if (value instanceof Long || value instanceof Integer) {
            out.varintField(3, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            out.fixed64Field(4, Double.doubleToRawLongBits(((Number) value).doubleValue()));
        } else if (value instanceof List<?> list) {
            array(list);
        } else {
            out.stringField(1, StructuredValue.text(value));
        }
    }

    private void array(List<?> list) {
        int end = out.size();
        for (int i = list.size() - 1; i >= 0; i--) {
            int element = out.size();
            Object value = list.get(i);
            if (value != null) {
                anyValue(value);
            }
            out.closeField(1, element);
        }
        out.closeField(5, end);
    }
}
