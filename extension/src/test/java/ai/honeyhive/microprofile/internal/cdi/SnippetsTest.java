/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.ForTracer;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import ai.honeyhive.microprofile.spi.RequestClassifier;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes that two pages of the documentation show, as they stand there. */
class SnippetsTest {

    // begin tracers.md
    @ApplicationScoped
    public static class Checkout {

        @Inject
        @ForTracer("payments")
        HoneyHive payments;

        @LLMTraced(tracer = "payments")
        public String checkFraud(String order) {
            return payments.trace("ask the model").call(() -> "harmless");
        }
    }
    // end

    // begin sampling.md
    @ApplicationScoped
    public static class Contracts implements RequestClassifier {

        @Inject
        Customers customers;

        @Override
        public String classify(Request request) {
            String tenant = request.baggage("tenant.id");
            return tenant != null && customers.arePremium(tenant) ? "critical" : null;
        }
    }
    // end

    @ApplicationScoped
    public static class Customers {

        public boolean arePremium(String tenant) {
            return tenant.equals("acme");
        }
    }

    @ParameterizedTest
    @CsvSource({"tracers.md", "sampling.md"})
    void page_shows_what_is_run_here(String page) throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", SnippetsTest.class.getName().replace('.', '/') + ".java"));
        String snippet = source.substring(source.indexOf("// begin " + page))
                .lines()
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .map(line -> line.isBlank() ? "" : line.substring(4))
                .collect(Collectors.joining("\n"))
                .replace("public static class", "public class");

        assertThat(Path.of("../docs", page)).content().contains(snippet);
    }

    private static Settings settings(Receiver honeyHive) {
        return Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.url", honeyHive.url())
                .and("honeyhive.export.delay", "20ms");
    }

    @Test
    void annotated_and_injected_tracer_is_the_same_project() throws IOException {
        try (Receiver users = new Receiver();
                Receiver payments = new Receiver();
                Container container = Container.start(
                        settings(users)
                                .and("honeyhive.tracer.payments.api-key", "hh_payments0123456789")
                                .and("honeyhive.tracer.payments.url", payments.url()),
                        new Weld(),
                        Checkout.class)) {
            assertThat(container.bean(Checkout.class).checkFraud("17")).isEqualTo("harmless");

            assertThat(payments.awaitEvent("ask the model").parentId())
                    .isEqualTo(payments.awaitEvent("Checkout.checkFraud").spanId());
            assertThat(users.names()).isEmpty();
        }
    }

    @Test
    void classifier_keeps_the_traces_of_premium_customers() throws IOException {
        try (Receiver honeyHive = new Receiver();
                Container container = Container.start(
                        settings(honeyHive)
                                .and("honeyhive.tracer.payments.api-key", "hh_payments0123456789")
                                .and("honeyhive.sampling.strategy", "tiered")
                                .and("honeyhive.sampling.rate.standard", "0"),
                        new Weld(),
                        Checkout.class,
                        Contracts.class,
                        Customers.class)) {
            container.bean(Checkout.class).checkFraud("17");
            try (Scope ignored =
                    Baggage.builder().put("tenant.id", "acme").build().makeCurrent()) {
                container.bean(Checkout.class).checkFraud("18");
            }
            honeyHive.awaitEvent("Checkout.checkFraud");
            honeyHive.awaitEvent("ask the model");

            assertThat(honeyHive.names()).hasSize(2);
        }
    }
}
