/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sampling by what the caller's token says, which the server's own MicroProfile JWT has verified. */
public interface ClaimKit extends Kit {

    /** What the configuration has beside that of the mode. */
    static Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(Tokens.settings());
        all.putAll(Map.of(
                "honeyhive.sampling.strategy", "tiered",
                "honeyhive.sampling.rate.standard", "0.5",
                "honeyhive.sampling.rule.premium.claim.premium", "true",
                "honeyhive.sampling.rule.premium.class", "critical",
                "honeyhive.sampling.rule.plan.claim.plan", "gold",
                "honeyhive.sampling.rule.plan.class", "critical",
                "honeyhive.sampling.rule.staff.claim.groups", "staff",
                "honeyhive.sampling.rule.staff.class", "critical",
                "honeyhive.sampling.rule.tester.claim.roles", "tester",
                "honeyhive.sampling.rule.tester.class", "critical"));
        return all;
    }

    /** A claim of each sort: a truth value, a text, the standard's list and a list of one's own. */
    static List<Map<String, ?>> premium() {
        return List.of(
                Map.of("premium", true),
                Map.of("plan", "gold"),
                Map.of("groups", List.of("customer", "staff")),
                Map.of("roles", List.of("guest", "tester")));
    }

    @Override
    default Mode mode() {
        return Mode.ON;
    }

    @ParameterizedTest
    @MethodSource("ai.honeyhive.tck.ClaimKit#premium")
    default void claimOfTheToken_keepsEachTrace(Map<String, ?> claims) {
        for (Visit visit : visits(20, Tokens.issue(claims))) {
            Arrival event = eventOf(visit, "Assistant.answer");
            assertThat(event.attribute("honeyhive_metadata.sampling.class")).isEqualTo("critical");
            assertThat(event.attribute("honeyhive_metadata.sampling.adjusted_count"))
                    .startsWith("1");
        }
    }

    @Test
    default void withoutTheClaim_theRateOfTheClassHolds() {
        List<Visit> visits = visits(40, Tokens.issue(Map.of("premium", false, "plan", "golden", "groups", Set.of())));
        visits.addAll(visits(40, null));
        // The rule of consistent sampling at one half: the highest of the last 56 bits of the trace's id.
        Set<String> chosen = visits.stream()
                .map(Visit::traceId)
                .filter(trace -> Character.digit(trace.charAt(18), 16) >= 8)
                .collect(Collectors.toSet());
        for (Visit visit : visits) {
            console().awaitSink(visit.traceId(), visit.seen("Assistant.answer").spanId());
            if (chosen.contains(visit.traceId())) {
                eventOf(visit, "Assistant.answer");
            }
        }
        Visit last = visits(1, Tokens.issue(Map.of("premium", true))).get(0);
        eventOf(last, "Assistant.answer");

        assertThat(console().events().stream()
                        .map(Arrival::traceId)
                        .filter(trace -> !trace.equals(last.traceId()))
                        .collect(Collectors.toSet()))
                .isEqualTo(chosen);
    }

    private List<Visit> visits(int count, @Nullable String token) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            visits.add(visit("answer", Map.of("question", "who am I?"), headers));
        }
        return visits;
    }
}
