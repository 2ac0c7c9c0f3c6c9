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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mesh's stream at its own rate and HoneyHive's at ours, in one run. */
final class WeldSeTwoRatesIT implements Kit {

    private static final int VISITS = 60;

    /** The ids of the visits are those of random UUIDs, of which this sampler takes half at this ratio. */
    private static final String RATIO = "0.75";

    @RegisterExtension
    static final WeldSe SERVER = new WeldSe(
            Mode.ON,
            "-two-rates",
            Map.of(
                    "otel.traces.sampler", "traceidratio",
                    "otel.traces.sampler.arg", RATIO,
                    "honeyhive.sampling.strategy", "tiered",
                    "honeyhive.sampling.rate.standard", "0.5"));

    @Override
    public URI application() {
        return SERVER.uri();
    }

    @Override
    public Mode mode() {
        return Mode.ON;
    }

    @Test
    void eachStreamHasItsOwnRate_andTheFlagThatTravelsIsTheMeshs() {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            visits.add(visit("flag"));
        }
        Set<String> sampledByTheMesh = visits.stream()
                .filter(visit -> visit.said("sampled").equals("true"))
                .map(Visit::traceId)
                .collect(Collectors.toSet());
        Set<String> chosenByUs = visits.stream()
                .map(Visit::traceId)
                .filter(trace -> Character.digit(trace.charAt(18), 16) >= 8)
                .collect(Collectors.toSet());
        for (Visit visit : visits) {
            Visit.Sighting seen = visit.seen("Programmer.flag");
            if (sampledByTheMesh.contains(visit.traceId())) {
                console().awaitSink(seen.traceId(), seen.spanId());
            }
            if (chosenByUs.contains(visit.traceId())) {
                console().awaitEvent(seen.traceId(), seen.spanId());
            }
        }

        assertThat(sampledByTheMesh).hasSizeBetween(1, VISITS - 1).isNotEqualTo(chosenByUs);
        // The console is that of all tests of this server.
        assertThat(ofThese(visits, console().sink()))
                .extracting(Arrival::traceId)
                .isNotEmpty()
                .allMatch(sampledByTheMesh::contains);
        assertThat(ofThese(visits, console().events()))
                .extracting(Arrival::traceId)
                .isNotEmpty()
                .allMatch(chosenByUs::contains);
        assertThat(ofThese(visits, console().events()))
                .extracting(event -> Double.valueOf(event.attribute("honeyhive_metadata.sampling.adjusted_count")))
                .containsOnly(2.0);
    }

    private static List<Arrival> ofThese(List<Visit> visits, List<Arrival> arrivals) {
        Set<String> traces = visits.stream().map(Visit::traceId).collect(Collectors.toSet());
        return arrivals.stream()
                .filter(arrival -> traces.contains(arrival.traceId()))
                .toList();
    }
}
