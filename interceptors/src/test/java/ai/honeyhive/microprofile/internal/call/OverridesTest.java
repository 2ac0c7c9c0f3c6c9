/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.context.Context;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The configuration beats the annotations; the values stand in {@code microprofile-config.properties}. */
class OverridesTest {

    static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(Server.Telemetry.ON, Bot.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @ApplicationScoped
    static class Bot {

        Importance seen;

        @LLMTraced(kind = Kind.TOOL, name = "annotated")
        String ask(String question) {
            return "answer";
        }

        @LLMTraced
        String other(String question) {
            TracedCall call = TracedCall.from(Context.current());
            seen = call == null ? null : call.importance();
            return "answer";
        }

        @LLMTraced(kind = Kind.EMBEDDING, model = "annotated-model")
        void mistyped() {}

        Importance seen() {
            return seen;
        }
    }

    @Test
    void everyMemberOfAMethod_isOverridden() {
        server.bean(Bot.class).ask("why?");

        Server.Event event = server.event();
        assertThat(event.name()).isEqualTo("chat claude");
        assertThat(event.get(HoneyHiveAttributes.EVENT_NAME)).isEqualTo("asked by configuration");
        assertThat(event.get(HoneyHiveAttributes.EVENT_TYPE)).isEqualTo("model");
        assertThat(event.attributes().get(GenAiAttributes.PROVIDER_NAME)).isEqualTo("anthropic");
        assertThat(event.attributes().get(GenAiAttributes.REQUEST_MODEL)).isEqualTo("claude");
        assertThat(event.content("honeyhive_inputs.question")).isNull();
        assertThat(event.get(HoneyHiveAttributes.OUTPUT_CONTENT)).isNull();
    }

    @Test
    void methodsOverride_beatsThatOfItsClass() {
        server.settings("payments", Server.DEFAULTS);

        server.bean(Bot.class).other("why?");

        assertThat(server.event().content("honeyhive_inputs.question")).isEqualTo("why?");
        assertThat(server.bean(Bot.class).seen()).isEqualTo(Importance.CRITICAL);
    }

    @Test
    void nearestOverride_wins_ofMethodClassAndPackages() {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "honeyhive.traced.shop.*/tracer", "shop",
                                "honeyhive.traced.shop.order.*/tracer", "orders",
                                "honeyhive.traced.shop.order.Bot/tracer", "bot",
                                "honeyhive.traced.shop.order.Bot/ask/tracer", "ask"),
                        "test",
                        100))
                .build();

        assertThat(new TracedOverrides(config, "shop.order.Bot", "ask").text("tracer", ""))
                .isEqualTo("ask");
        assertThat(new TracedOverrides(config, "shop.order.Bot", "tell").text("tracer", ""))
                .isEqualTo("bot");
        assertThat(new TracedOverrides(config, "shop.order.Other", "ask").text("tracer", ""))
                .isEqualTo("orders");
        assertThat(new TracedOverrides(config, "shop.a.b.Other", "ask").text("tracer", ""))
                .isEqualTo("shop");
        assertThat(new TracedOverrides(config, "shopping.Other", "ask").text("tracer", ""))
                .isEmpty();
        assertThat(new TracedOverrides(config, "Other", "ask").text("tracer", "annotated"))
                .isEqualTo("annotated");
    }

    @Test
    void tracersOverride_decidesWhoGetsTheCall() {
        server.settings("payments", CallSettings.OFF);

        server.bean(Bot.class).other("why?");

        assertThat(server.events()).isEmpty();
    }

    @Test
    void mistypedValue_leavesTheAnnotation_andSaysWhatIsAllowed() {
        Logger logger = Logger.getLogger(TracedOverrides.class.getPackageName());
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (Server another = Server.start(Server.Telemetry.ON, Bot.class)) {
            another.bean(Bot.class).mistyped();
            another.bean(Bot.class).mistyped();

            assertThat(another.events())
                    .allSatisfy(event -> assertThat(event.name()).isEqualTo("embeddings annotated-model"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).singleElement().asString().contains("OverridesTest$Bot/mistyped/kind", "one of model, ");
    }
}
