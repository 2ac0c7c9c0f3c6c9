/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.HoneyHive;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The headers of a message that nobody instruments, and who goes on in the trace. With real brokers: {@code tck-tests}. */
class MessageHeadersTest {

    @ParameterizedTest
    @EnumSource(Server.Telemetry.class)
    void who_receives_a_message_goes_on_in_trace_session_and_user_of_who_sent_it(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry)) {
            Map<String, String> message = sent(server, "questions");
            // The names that the properties of a message of Jakarta Messaging may have: Java identifiers.
            assertThat(message.keySet()).allMatch(name -> name.matches("[A-Za-z_$][A-Za-z0-9_$]*"));

            HoneyHive honeyHive = server.honeyHive();
            honeyHive.received(message::get, () -> honeyHive.trace("reader").run(() -> {}));

            Server.Event sender = server.events().get(0);
            Server.Event reader = server.events().get(1);
            assertThat(reader.span().getTraceId()).isEqualTo(sender.span().getTraceId());
            assertThat(reader.parent().getSpanId()).isEqualTo(sender.span().getSpanId());
            assertThat(reader.session()).isEqualTo(sender.session());
            assertThat(reader.get(HoneyHiveAttributes.USER_ID)).isEqualTo("maria");
        }
    }

    @Test
    void destination_outside_the_list_gets_the_trace_and_nothing_of_ours() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            assertThat(sent(server, "partner")).containsOnlyKeys("traceparent");
            assertThat(sent(server, "")).containsOnlyKeys("traceparent");
            assertThat(sent(server, "questions")).containsOnlyKeys("traceparent", "baggage");
        }
    }

    @Test
    void call_around_the_receiver_is_parent_in_its_own_trace_and_not_in_that_of_the_message() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();
            Map<String, String> message = sent(server, "questions");
            honeyHive.trace("poll").run(() -> {
                honeyHive.received(message::get, () -> honeyHive.trace("other").run(() -> {}));
                Map<String, String> own = new HashMap<>();
                honeyHive.propagate("questions", own::put);
                honeyHive
                        .trace("receive")
                        .run(() -> honeyHive.received(
                                own::get, () -> honeyHive.trace("same").run(() -> {})));
            });

            Server.Event sender = event(server, "sender");
            assertThat(event(server, "other").parent().getSpanId())
                    .isEqualTo(sender.span().getSpanId());
            assertThat(event(server, "other").session()).isEqualTo(sender.session());
            assertThat(event(server, "same").parent().getSpanId())
                    .isEqualTo(event(server, "receive").span().getSpanId());
        }
    }

    @Test
    void headers_that_cannot_be_set_or_read_stop_nobody() throws Exception {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();
            AtomicInteger worked = new AtomicInteger();

            Map<String, String> message = new HashMap<>();
            honeyHive
                    .trace("sender")
                    .run(() -> honeyHive.propagate("questions", (name, value) -> {
                        if (name.equals("baggage")) {
                            throw new IOException("not this one");
                        }
                        message.put(name, value);
                    }));
            assertThat(message).containsOnlyKeys("traceparent");
            honeyHive.received(
                    name -> {
                        throw new IOException("closed");
                    },
                    worked::incrementAndGet);
            honeyHive.received(name -> "no traceparent at all", worked::incrementAndGet);

            assertThat(worked).hasValue(2);
            IOException own = new IOException("of the application");
            assertThatThrownBy(() -> honeyHive.received(name -> null, () -> {
                        throw own;
                    }))
                    .isSameAs(own);
        }
    }

    private static Map<String, String> sent(Server server, String destination) {
        Map<String, String> message = new HashMap<>();
        HoneyHive honeyHive = server.honeyHive();
        honeyHive
                .trace("sender")
                .sessionId("conv-123")
                .userId("maria")
                .run(() -> honeyHive.propagate(destination, message::put));
        return message;
    }

    private static Server.Event event(Server server, String name) {
        return server.events().stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
