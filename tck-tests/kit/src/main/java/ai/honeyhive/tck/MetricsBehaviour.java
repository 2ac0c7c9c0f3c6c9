/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls of models, and what became of spans, in the metrics of the server's telemetry. Names, units, attributes and buckets
 * are those of OpenTelemetry's GenAI conventions 1.41.
 */
public interface MetricsBehaviour extends Kit {

    /** The advice of the conventions for {@code gen_ai.client.operation.duration}. */
    List<Double> SECONDS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    @BeforeEach
    default void forgetEarlierMetrics() {
        MetricSink.shared().clear();
    }

    @Test
    default void callOfAModel_isMeasured_alsoWhereItIsSampledAway() {
        visit("advise", Map.of("question", "how long?"));

        MetricSink.Point duration = point(
                "gen_ai.client.operation.duration",
                point -> "openai".equals(point.attributes().get("gen_ai.provider.name")));

        assertThat(duration.unit()).isEqualTo("s");
        assertThat(duration.attributes())
                .isEqualTo(Map.of(
                        "gen_ai.operation.name", "chat",
                        "gen_ai.provider.name", "openai",
                        "gen_ai.request.model", "gpt-4o-mini"));
        assertThat(duration.count()).isPositive();
        assertThat(duration.sum()).isPositive().isLessThan(60);
        assertThat(duration.bounds()).isEqualTo(SECONDS);
    }

    @Test
    default void tokensOfAResult_areMeasuredByType() {
        visit("ring", Map.of("item", "bell"));

        MetricSink.Point read = tokens("input");
        MetricSink.Point written = tokens("output");

        assertThat(read.unit()).isEqualTo("{token}");
        assertThat(read.sum()).isEqualTo(19.0 * read.count());
        assertThat(written.sum()).isEqualTo(3.0 * written.count());
    }

    @Test
    default void spansThatArrived_areCounted() {
        visit("answer", Map.of("question", "counted?"));

        MetricSink.Point delivered = point(
                "honeyhive.export.spans",
                point -> "delivered".equals(point.attributes().get("honeyhive.outcome")) && point.sum() > 0);

        assertThat(delivered.unit()).isEqualTo("{span}");
        assertThat(delivered.attributes()).containsKey("honeyhive.tracer");
        MetricSink.Point took = point("honeyhive.export.request.time", point -> point.sum() > 0);
        assertThat(took.unit()).isEqualTo("s");
        assertThat(point("honeyhive.export.requests", point -> point.sum() > 0).attributes())
                .containsOnlyKeys("honeyhive.tracer");
    }

    private static MetricSink.Point tokens(String type) {
        return point(
                "gen_ai.client.token.usage",
                point -> type.equals(point.attributes().get("gen_ai.token.type"))
                        && "house".equals(point.attributes().get("gen_ai.provider.name")));
    }

    private static MetricSink.Point point(String name, Predicate<MetricSink.Point> wanted) {
        return await("metric " + name)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> MetricSink.shared().points(name).stream()
                                .filter(wanted)
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }
}
