/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.Results;
import ai.honeyhive.tck.Visit;
import ai.honeyhive.tck.Visitor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A way to the application and to the console. */
@ExtendWith(Results.class)
abstract class ForeignSpansKit {

    /** Of quarkus-langchain4j. */
    static final String SERVICE = "langchain4j.aiservices.Poet.poem";

    /** Of quarkus-langchain4j. */
    static final String COMPLETION = "completion stand-in-model";

    /** Of OpenTelemetry's instrumentation of openai-java. */
    static final String CHAT = "chat stand-in-model";

    final Console console = Console.shared();

    abstract URI application();

    @BeforeEach
    void forgetEarlierArrivals() {
        console.clear();
    }

    final Visit visit(String door, String parameter, String value) {
        Visit visit = open(door, parameter, value);
        assertThat(visit.status()).as("%s", visit).isEqualTo(200);
        return visit;
    }

    final Visit open(String door, String parameter, String value) {
        return new Visitor(application()).visit(door, Map.of(parameter, value), Map.of());
    }

    final Arrival event(Visit visit, String name) {
        return console.awaitEventNamed(visit.traceId(), name);
    }

    /** All events of a visit, once those of a later visit have arrived. */
    final List<Arrival> eventsOf(Visit visit) {
        event(visit("picture", "subject", "marker"), "Studio.picture");
        return console.events().stream()
                .filter(event -> event.traceId().equals(visit.traceId()))
                .toList();
    }
}
