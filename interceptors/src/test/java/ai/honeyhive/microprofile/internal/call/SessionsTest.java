/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionsTest {

    private static final String ONE = "7f89622c-443d-56d7-9b69-8f607e3c5c3d";

    @ParameterizedTest
    @EnumSource(Server.Telemetry.class)
    void sessionOfTheBaggage_isThatOfTheCalls(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry)) {
            HoneyHive honeyHive = server.honeyHive();
            Baggage carried = Baggage.builder()
                    .put("honeyhive.session_id", ONE)
                    .put("other", "kept")
                    .build();

            try (Scope ignored = carried.makeCurrent()) {
                honeyHive.trace("root").run(() -> {
                    assertThat(Baggage.current().getEntryValue("other")).isEqualTo("kept");
                    honeyHive.trace("nested").run(() -> {});
                });
            }

            assertThat(server.events())
                    .hasSize(2)
                    .allMatch(event -> event.session().equals(ONE));
        }
    }

    @ParameterizedTest
    @EnumSource(Server.Telemetry.class)
    void sessionThatANestedCallNames_isThatOfItsRoot(Server.Telemetry telemetry) {
        try (Server server = Server.start(telemetry)) {
            HoneyHive honeyHive = server.honeyHive();

            honeyHive
                    .trace("root")
                    .run(() -> honeyHive
                            .trace("nested")
                            .sessionId("conv-123")
                            .run(() -> assertThat(PropagationTest.sent(honeyHive, "localhost")
                                            .getEntryValue("honeyhive.session_id"))
                                    .isEqualTo(ONE)));

            assertThat(server.events())
                    .hasSize(2)
                    .allMatch(event -> event.session().equals(ONE));
        }
    }

    @Test
    void sessionThatContradictsTheRoots_isThatOfItsSubtreeOnly() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();

            honeyHive.trace("root").sessionId("conv-123").run(() -> {
                honeyHive
                        .trace("other")
                        .sessionId("conv-456")
                        .run(() -> honeyHive.trace("below").run(() -> {}));
                honeyHive.trace("sibling").run(() -> {});
            });

            String other = SessionIds.toSessionId("conv-456");
            assertThat(server.events()).extracting(Server.Event::session).containsExactly(other, other, ONE, ONE);
        }
    }

    @Test
    void generatedSession_isAUuid_andTravels() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            HoneyHive honeyHive = server.honeyHive();
            String[] carried = new String[1];
            honeyHive
                    .trace("root")
                    .run(() -> carried[0] =
                            PropagationTest.sent(honeyHive, "localhost").getEntryValue("honeyhive.session_id"));

            assertThat(UUID.fromString(carried[0]).version()).isEqualTo(4);
            assertThat(server.event().session()).isEqualTo(carried[0]);
            assertThat(Baggage.current().isEmpty()).isTrue();
        }
    }

    @Test
    void blankSession_isNone() {
        try (Server server = Server.start(Server.Telemetry.ON)) {
            server.honeyHive().trace("root").sessionId("  ").run(() -> {});

            assertThat(UUID.fromString(server.event().session()).version()).isEqualTo(4);
        }
    }
}
