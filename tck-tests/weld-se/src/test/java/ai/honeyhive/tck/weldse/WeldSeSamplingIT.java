/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Kit;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.Visit;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HoneyHive gets what its sampling keeps; the server's own exporter gets everything, in the same run. */
final class WeldSeSamplingIT implements Kit {

    @RegisterExtension
    static final WeldSe SERVER = new WeldSe(Mode.ON, "-sampling", """
            honeyhive.sampling.strategy=tiered
            honeyhive.sampling.rate.standard=0
            honeyhive.sampling.rate.important=0
            honeyhive.sampling.rule.premium.baggage.user.tier=premium
            honeyhive.sampling.rule.premium.class=critical
            """);

    @Override
    public URI application() {
        return SERVER.uri();
    }

    @Override
    public Mode mode() {
        return Mode.ON;
    }

    @Test
    void honeyHive_getsWholeTracesOfPremiumUsers_andTheServersExporterGetsAll() {
        List<Visit> standard = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            standard.add(visit("advise", Map.of("question", "where to?")));
        }
        Visit premium = visit("advise", Map.of("question", "where to?"), Map.of("baggage", "user.tier=premium"));

        Arrival event = eventOf(premium, "travel-agent");
        for (Visit visit : Stream.concat(standard.stream(), Stream.of(premium)).toList()) {
            Visit.Sighting seen = visit.seen("travel-agent");
            console().awaitSink(seen.traceId(), seen.spanId());
        }

        assertThat(event.attribute("honeyhive_metadata.sampling.class")).isEqualTo("critical");
        assertThat(event.attribute("honeyhive_metadata.sampling.reason")).isEqualTo("class");
        console().awaitEvent(premium.traceId(), premium.seen("resource").spanId());
        console().awaitEvent(premium.traceId(), premium.seen("travel-model").spanId());
        assertThat(console().events()).extracting(Arrival::traceId).containsOnly(premium.traceId());
    }
}
