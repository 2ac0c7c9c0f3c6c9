/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Sorts the tickets of the day, a thousand at a time. */
@ApplicationScoped
public class Clerk {

    private static final List<String> CATEGORIES = List.of("billing", "delivery", "returns", "other");

    @Inject
    Sightings sightings;

    @Inject
    HoneyHive honeyHive;

    @LLMTraced(kind = Kind.BATCH)
    public BatchResult nightly(String call, List<Integer> tickets) {
        sightings.note(call, "Clerk.nightly");
        return honeyHive
                .batch("nightly", tickets)
                .groupBy(ticket -> CATEGORIES.get(ticket % CATEGORIES.size()))
                .run(ticket -> sorted(ticket));
    }

    private static String sorted(int ticket) {
        if (ticket < 12 && ticket % CATEGORIES.size() == 0) {
            throw new IllegalArgumentException("illegible ticket");
        }
        return "sorted";
    }
}
