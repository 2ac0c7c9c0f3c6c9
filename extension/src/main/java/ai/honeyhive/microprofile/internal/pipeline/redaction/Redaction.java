/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.redaction;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.StructuredValues;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The last station before the network: secrets and personal data leave a record, whoever wrote them there. It looks at
 * every text of the record: the values of attributes, events, links and the resource, the span's name, the status.
 */
public final class Redaction implements UnaryOperator<SpanRecord> {

    /** What only we write; digits in an id are no card number. */
    private static final Set<String> OURS = Set.of(
            "honeyhive.session_id",
            "honeyhive.source",
            "honeyhive_event_type",
            "honeyhive_event_id",
            "gen_ai.operation.name");

    /** All spans of an SDK share one resource: it is searched once. */
    private record Resource(Attributes original, Attributes masked) {}

    private final Consumer<String> hits;
    private volatile Resource lastResource = new Resource(Attributes.empty(), Attributes.empty());

    /** One that nobody counts for. */
    public Redaction() {
        this(kind -> {});
    }

    /**
     * One that tells what it masks.
     *
     * @param hits is told the kind of each thing that is masked
     */
    public Redaction(Consumer<String> hits) {
        this.hits = hits;
    }

    @Override
    public SpanRecord apply(SpanRecord record) {
        return new SpanRecord(
                record.span(),
                record.parent(),
                SensitiveText.masked(record.name(), hits),
                record.kind(),
                record.startEpochNanos(),
                record.endEpochNanos(),
                masked(record.attributes()),
                masked(record.content()),
                events(record.events()),
                links(record.links()),
                record.status(),
                SensitiveText.masked(record.statusDescription(), hits),
                record.droppedAttributes(),
                record.scope(),
                resource(record.resource()),
                record.critical());
    }

    private Attributes resource(Attributes original) {
        Resource known = lastResource;
        if (known.original() != original) {
            known = new Resource(original, masked(original));
            lastResource = known;
        }
        return known.masked();
    }

    private List<SpanRecord.Event> events(List<SpanRecord.Event> events) {
        return events.isEmpty()
                ? events
                : events.stream()
                        .map(event ->
                                new SpanRecord.Event(event.name(), event.epochNanos(), masked(event.attributes())))
                        .toList();
    }

    private List<SpanRecord.Link> links(List<SpanRecord.Link> links) {
        return links.isEmpty()
                ? links
                : links.stream()
                        .map(link -> new SpanRecord.Link(link.span(), masked(link.attributes())))
                        .toList();
    }

    /** The same object where nothing was found, as is the rule. */
    public Attributes masked(Attributes attributes) {
        AttributesBuilder[] changed = new AttributesBuilder[1];
        attributes.forEach((key, value) -> {
            Object masked = OURS.contains(key.getKey()) ? value : maskedValue(key, value);
            if (masked != value) {
                changed[0] = changed[0] == null ? attributes.toBuilder() : changed[0];
                put(changed[0], key, masked);
            }
        });
        return changed[0] == null ? attributes : changed[0].build();
    }

    private Object maskedValue(AttributeKey<?> key, Object value) {
        boolean secret = SensitiveText.isSecretName(key.getKey());
        if (value instanceof String text) {
            return secret ? secret() : SensitiveText.masked(text, hits);
        }
        if (value instanceof List<?> list) {
            boolean texts = key.getType() == AttributeType.STRING_ARRAY;
            return !texts ? value : secret ? List.of(secret()) : maskedList(list);
        }
        // A structured value of a newer API becomes text, since what is in it cannot be masked otherwise.
        return StructuredValues.isPlain(value) ? value : SensitiveText.masked(StructuredValues.text(value), hits);
    }

    private String secret() {
        hits.accept("secret");
        return SensitiveText.SECRET;
    }

    private Object maskedList(List<?> list) {
        List<String> masked = list.stream()
                .map(String::valueOf)
                .map(text -> SensitiveText.masked(text, hits))
                .toList();
        return masked.equals(list) ? list : masked;
    }

    @SuppressWarnings("unchecked") // a list of texts stays a list of texts
    private static void put(AttributesBuilder builder, AttributeKey<?> key, Object value) {
        if (value instanceof String text) {
            builder.removeIf(other -> other.equals(key));
            builder.put(AttributeKey.stringKey(key.getKey()), text);
        } else {
            builder.put((AttributeKey<Object>) key, value);
        }
    }
}
