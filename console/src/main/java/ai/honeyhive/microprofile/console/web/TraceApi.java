/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.event.MappedEvent;
import ai.honeyhive.microprofile.console.event.ScopeChecks;
import ai.honeyhive.microprofile.console.event.Warning;
import ai.honeyhive.microprofile.console.event.WarningCode;
import ai.honeyhive.microprofile.console.store.NewEvent;
import ai.honeyhive.microprofile.console.store.Store;
import ai.honeyhive.microprofile.console.wire.JsonTraces;
import ai.honeyhive.microprofile.console.wire.ProtobufTraces;
import ai.honeyhive.microprofile.console.wire.UndecodableException;
import ai.honeyhive.microprofile.console.wire.WireSpan;
import ai.honeyhive.microprofile.console.wire.WireTexts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** OTLP over HTTP: what is sent to HoneyHive, and the test sink that stands for somebody else's backend. */
final class TraceApi {
    private static final String PROTOBUF = "application/x-protobuf";

    private final Store store;

    TraceApi(Store store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/opentelemetry/v1/traces", Route.Access.KEY, this::traces),
                new Route("POST", "/sink/v1/traces", Route.Access.SINK, this::sinkTraces),
                new Route(
                        "POST",
                        "/sink/v1/metrics",
                        Route.Access.SINK,
                        call -> count(call, ProtobufTraces::countMetrics)),
                new Route("POST", "/sink/v1/logs", Route.Access.SINK, call -> count(call, ProtobufTraces::countLogs)));
    }

    private Answer traces(Call call) throws HttpError, SQLException {
        List<WireSpan> spans = decode(call);
        Map<Integer, String> scopes = ScopeChecks.of(spans);
        List<NewEvent> events = new ArrayList<>();
        for (WireSpan span : spans) {
            WireSpan clean = withoutKey(span, call);
            NewEvent event = NewEvent.of(clean);
            MappedEvent mapped = event.event();
            if (!clean.equals(span)) {
                mapped.warnings()
                        .add(new Warning(WarningCode.API_KEY_IN_SPAN, "the span held the key it was sent with"));
            }
            String mixed = scopes.get(span.scope().group());
            if (mixed != null) {
                mapped.warnings().add(new Warning(WarningCode.MIXED_SCOPES, mixed));
            }
            events.add(event);
        }
        store.add(call.record(200, spans.size(), ""), events);
        return Answer.success().with(TracersApi.HEADER, "1");
    }

    /** The span itself, or a copy without the key it was sent with: the console never stores a key. */
    private static WireSpan withoutKey(WireSpan span, Call call) {
        return call.credentials().map(key -> WireTexts.map(span, key::mask)).orElse(span);
    }

    private Answer sinkTraces(Call call) throws HttpError, SQLException {
        List<WireSpan> spans = decode(call);
        store.addToSink(call.record(200, spans.size(), ""), spans);
        return accepted(call);
    }

    private interface Counter {
        int count(byte[] body) throws UndecodableException;
    }

    private Answer count(Call call, Counter counter) throws HttpError, SQLException {
        int items;
        if (call.contentType().equals(PROTOBUF)) {
            try {
                items = counter.count(call.bytes());
            } catch (UndecodableException e) {
                throw new HttpError(400, String.valueOf(e.getMessage()));
            }
        } else {
            // JSON metrics and logs are taken and not looked into.
            items = call.json().size();
        }
        store.add(call.record(200, items, ""));
        return accepted(call);
    }

    /** A plain OTLP receiver answers in the encoding of the request; an empty message is empty in protobuf. */
    private static Answer accepted(Call call) {
        return call.contentType().equals(PROTOBUF)
                ? new Answer(200, PROTOBUF, new byte[0], Map.of())
                : new Answer(200, Answer.JSON, new byte[] {'{', '}'}, Map.of());
    }

    private static List<WireSpan> decode(Call call) throws HttpError {
        String type = call.contentType();
        try {
            if (type.equals(PROTOBUF)) {
                return ProtobufTraces.decode(call.bytes());
            }
            if (type.equals(Answer.JSON)) {
                return JsonTraces.decode(call.bytes());
            }
        } catch (UndecodableException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
        throw new HttpError(415, "Content-Type must be " + PROTOBUF + " or " + Answer.JSON);
    }
}
