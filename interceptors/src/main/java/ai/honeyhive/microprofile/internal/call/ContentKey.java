/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.common.AttributeKey;

/** The name of an attribute of HoneyHive's copy whose type is that of its value. Immutable. */
final class ContentKey {

    private final AttributeKey<String> text;
    private final AttributeKey<Long> integer;
    private final AttributeKey<Double> real;
    private final AttributeKey<Boolean> flag;

    ContentKey(String name) {
        text = AttributeKey.stringKey(name);
        integer = AttributeKey.longKey(name);
        real = AttributeKey.doubleKey(name);
        flag = AttributeKey.booleanKey(name);
    }

    /** Puts a value as the encoder makes it. */
    void put(ContentSink sink, Object value) {
        if (value instanceof String string) {
            sink.put(text, string);
        } else if (value instanceof Long number) {
            sink.put(integer, number);
        } else if (value instanceof Double number) {
            sink.put(real, number);
        } else if (value instanceof Boolean bool) {
            sink.put(flag, bool);
        }
    }
}
