/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A record as an instrumentation leaves it, and the event that the mapper makes of it. */
final class Given {

    private static final SpanContext IDS = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

    private final Map<String, String> settings = new HashMap<>(Map.of("honeyhive.api-key", "hh_canary0123456789"));
    private final String name;
    private final AttributesBuilder attributes = Attributes.builder();
    private final AttributesBuilder content = Attributes.builder();
    private final AttributesBuilder resource = Attributes.builder();
    private final List<SpanRecord.Event> events = new ArrayList<>();
    private StatusCode status = StatusCode.UNSET;
    private String description = "";
    private long startEpochNanos = 1;

    private Given(String name) {
        this.name = name;
    }

    static Given span(String name) {
        return new Given(name);
    }

    Given setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Given with(String key, String value) {
        attributes.put(key, value);
        return this;
    }

    Given with(String key, long value) {
        attributes.put(key, value);
        return this;
    }

    Given with(String key, String... values) {
        attributes.put(key, values);
        return this;
    }

    Given content(String key, String value) {
        content.put(key, value);
        return this;
    }

    Given resource(String key, String value) {
        resource.put(key, value);
        return this;
    }

    Given event(String eventName, String... keysAndValues) {
        AttributesBuilder eventAttributes = Attributes.builder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            eventAttributes.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        events.add(new SpanRecord.Event(eventName, 1, eventAttributes.build()));
        return this;
    }

    Given startedAt(Instant start) {
        startEpochNanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
        return this;
    }

    Given status(StatusCode code, String text) {
        status = code;
        description = text;
        return this;
    }

    SpanRecord mapped() {
        return mapped((traceId, sessionId) -> sessionId);
    }

    SpanRecord mapped(EventMapper.SettledSessions sessions) {
        HoneyHiveConfig config = HoneyHiveConfig.read(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
        return new EventMapper(config.tracer(""), sessions, config.prices()).apply(record());
    }

    private SpanRecord record() {
        return new SpanRecord(
                IDS,
                SpanContext.getInvalid(),
                name,
                SpanKind.INTERNAL,
                startEpochNanos,
                startEpochNanos + 1,
                attributes.build(),
                content.build(),
                events,
                List.of(),
                status,
                description,
                0,
                new SpanRecord.Scope("scope", "", ""),
                resource.build(),
                false);
    }

    /** The attributes of the event by name, as HoneyHive sees them. */
    Map<String, Object> event() {
        return byName(mapped());
    }

    static Map<String, Object> byName(SpanRecord record) {
        Map<String, Object> byName = new HashMap<>();
        for (Map.Entry<AttributeKey<?>, Object> attribute :
                record.attributes().asMap().entrySet()) {
            byName.put(attribute.getKey().getKey(), attribute.getValue());
        }
        return byName;
    }
}
