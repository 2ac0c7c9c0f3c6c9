/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Many items in few events, on the threads that the server has for it. */
public interface BatchBehaviour extends Kit {

    @Test
    default void thousandItems_areOneEventForEachGroup_insideTheCallAround() {
        Visit visit = visit("batch/nightly");
        assertThat(visit.said("result")).isEqualTo("997 of 1000");

        Arrival around = eventOf(visit, "Clerk.nightly");
        List<Arrival> groups = eventsOfTrace(around.traceId()).stream()
                .filter(event -> event.eventName().equals("nightly"))
                .toList();

        assertThat(around.attribute("honeyhive_metrics.items")).isEqualTo("1000");
        assertThat(around.attribute("honeyhive_metrics.items_failed")).isEqualTo("3");
        assertThat(groups).hasSize(4).allSatisfy(group -> {
            assertThat(group.parentId()).isEqualTo(around.spanId());
            assertThat(group.session()).isEqualTo(around.session());
            assertThat(group.attribute("honeyhive_metrics.items")).isEqualTo("250");
        });
        assertThat(groups)
                .extracting(group -> group.attribute("honeyhive_metadata.batch_group"))
                .containsExactlyInAnyOrder("billing", "delivery", "returns", "other");
        assertThat(groups)
                .filteredOn(group ->
                        group.attribute("honeyhive_metadata.batch_group").equals("billing"))
                .singleElement()
                .satisfies(group -> assertThat(group.attribute("honeyhive_metadata.batch_errors"))
                        .contains("java.lang.IllegalArgumentException", "illegible ticket"));
    }
}
