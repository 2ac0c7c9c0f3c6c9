/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a console is told: names and counts, as health data and metrics have them, and no more. */
class StandingReportTest {

    /** All of its traces are left out by every rate below 1. */
    private static final class LowTraceIds implements IdGenerator {
        private int last;

        @Override
        public String generateTraceId() {
            return "0af7651916cd43dd84%014x".formatted(++last);
        }

        @Override
        public String generateSpanId() {
            return IdGenerator.random().generateSpanId();
        }
    }

    private static void request(Application app, Importance importance, String prompt, StatusCode status) {
        app.span("GET /ask", (Span server) -> {
            app.call(
                    new TracedCall("", importance, Application.session()),
                    "ask",
                    call -> app.span("chat", (Span chat) -> chat.setAttribute("gen_ai.prompt", prompt)));
            server.setStatus(status);
        });
    }

    @Test
    void report_has_account_losses_and_decisions_and_neither_key_nor_content() throws IOException {
        Application app = new Application(
                builder -> builder.setIdGenerator(new LowTraceIds()),
                "honeyhive.sampling.strategy",
                "tiered",
                "honeyhive.project",
                "shop",
                "honeyhive.source",
                "test",
                "honeyhive.export.queue-bytes",
                "64K");
        app.honeyHive.actAsConsole();
        try (app) {
            request(app, Importance.STANDARD, "canary-prompt", StatusCode.UNSET);
            request(app, Importance.CRITICAL, "canary-prompt", StatusCode.UNSET);
            request(app, Importance.STANDARD, "canary-prompt", StatusCode.ERROR);
            app.received();
            // Alone more than the whole queue takes.
            request(app, Importance.CRITICAL, "x".repeat(100_000), StatusCode.UNSET);
        }

        String last = app.honeyHive.reports().get(app.honeyHive.reports().size() - 1);
        assertThat(last).doesNotContain("hh_canary", "canary-prompt", "xxx");
        Map<?, ?> json = (Map<?, ?>) Json.readForeignStructure(last);
        assertThat(json.get("tracer")).isEqualTo("");
        assertThat(json.get("project")).isEqualTo("shop");
        assertThat(json.get("source")).isEqualTo("test");
        assertThat(json.get("state")).isEqualTo("stopped");
        assertThat(json.get("sees_spans")).isEqualTo(true);
        assertThat(json.get("strategy")).isEqualTo("tiered");
        assertThat(json.get("queue_bytes")).hasToString("65536");
        assertThat(json.get("sampled_out")).hasToString("3");
        assertThat(json.get("dropped")).hasToString("{too_large=1}");
        assertThat(json.get("rates")).hasToString("{critical=1.0, important=0.5, standard=0.05}");
        assertThat((List<?>) json.get("decisions"))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "[standard, class, false, 1]", "[standard, error, true, 1]", "[critical, class, true, 2]");
        var account = app.runtime.accounts().get("");
        assertThat(json.get("produced")).hasToString(String.valueOf(account.produced()));
        assertThat(json.get("delivered")).hasToString(String.valueOf(account.delivered()));
        assertThat(account.delivered()).isEqualTo(account.produced() - 4);
    }
}
