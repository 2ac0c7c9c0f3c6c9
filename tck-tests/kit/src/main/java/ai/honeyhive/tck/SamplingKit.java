/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sampling for HoneyHive only, by what comes with the request and what a bean of the application says of it. */
public interface SamplingKit extends Kit {

    /** What the configuration has beside that of the mode: nothing is kept but what is critical. */
    Map<String, String> SETTINGS = Map.of(
            "honeyhive.sampling.strategy", "tiered",
            "honeyhive.sampling.rate.standard", "0",
            "honeyhive.sampling.rate.important", "0",
            "honeyhive.sampling.rule.premium.baggage.user.tier", "premium",
            "honeyhive.sampling.rule.premium.class", "critical",
            "honeyhive.sampling.rule.gold.header.X-Plan", "gold",
            "honeyhive.sampling.rule.gold.class", "critical");

    @Override
    default Mode mode() {
        return Mode.ON;
    }

    private void onlyThisOneArrives(Map<String, String> headers) {
        List<Visit> standard = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            standard.add(visit("advise", Map.of("question", "where to?"), Map.of("baggage", "customer=angry")));
        }
        Visit critical = visit("advise", Map.of("question", "where to?"), headers);

        Arrival event = eventOf(critical, "travel-agent");
        for (Visit visit : Stream.concat(standard.stream(), Stream.of(critical)).toList()) {
            Visit.Sighting seen = visit.seen("travel-agent");
            console().awaitSink(seen.traceId(), seen.spanId());
        }

        assertThat(event.attribute("honeyhive_metadata.sampling.class")).isEqualTo("critical");
        assertThat(event.attribute("honeyhive_metadata.sampling.reason")).isEqualTo("class");
        console().awaitEvent(critical.traceId(), critical.seen("resource").spanId());
        console().awaitEvent(critical.traceId(), critical.seen("travel-model").spanId());
        assertThat(console().events()).extracting(Arrival::traceId).containsOnly(critical.traceId());
    }

    @Test
    default void baggage_makesATraceCritical_andTheServersExporterGetsAll() {
        onlyThisOneArrives(Map.of("baggage", "user.tier=premium"));
    }

    @Test
    default void beanOfTheApplication_makesATraceCritical_andMayFailForOthers() {
        onlyThisOneArrives(Map.of("baggage", "customer=acme"));
    }

    /** No server records headers on its spans unless told to. */
    @Test
    default void headerOfTheRequest_makesATraceCritical() {
        onlyThisOneArrives(Map.of("X-Plan", "gold"));
    }
}
