/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes the texts that a span carries, wherever they stand. */
public final class WireTexts {
    private final UnaryOperator<String> change;
    private boolean changed;

    private WireTexts(UnaryOperator<String> change) {
        this.change = change;
    }

    /** The span with every text changed; the very same span where no text did. */
    public static WireSpan map(WireSpan span, UnaryOperator<String> change) {
        WireTexts texts = new WireTexts(change);
        WireSpan copy = texts.span(span);
        return texts.changed ? copy : span;
    }

    private WireSpan span(WireSpan span) {
        return new WireSpan(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                text(span.traceState()),
                span.flags(),
                text(span.name()),
                span.kind(),
                span.startNanos(),
                span.endNanos(),
                attributes(span.attributes()),
                span.duplicateKeys(),
                span.droppedAttributes(),
                span.events().stream()
                        .map(event -> new WireSpan.Event(
                                text(event.name()),
                                event.nanos(),
                                attributes(event.attributes()),
                                event.droppedAttributes()))
                        .toList(),
                span.droppedEvents(),
                span.links().stream()
                        .map(link -> new WireSpan.Link(
                                link.traceId(),
                                link.spanId(),
                                link.traceState(),
                                link.flags(),
                                attributes(link.attributes()),
                                link.droppedAttributes()))
                        .toList(),
                span.droppedLinks(),
                span.statusCode(),
                text(span.statusMessage()),
                new WireSpan.Resource(
                        attributes(span.resource().attributes()),
                        span.resource().schemaUrl()),
                span.scope());
    }

    private String text(String text) {
        String result = change.apply(text);
        changed |= !result.equals(text);
        return result;
    }

    private Map<String, Object> attributes(Map<String, Object> attributes) {
        Map<String, Object> result = new LinkedHashMap<>();
        attributes.forEach((key, value) -> result.put(text(key), value(value)));
        return result;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            list.forEach(element -> result.add(value(element)));
            return result;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, element) -> result.put(text(String.valueOf(key)), value(element)));
            return result;
        }
        return value;
    }
}
