/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Console;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What HoneyHive got of the rows of an experiment. Apart from the test, which runs where this is not. */
final class Rows {

    private Rows() {}

    /** The events that the bean traces inside the server carry the ids of run, dataset and row. */
    static void carryTheirIds() {
        Awaitility.await("an event of a row")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Console.shared().events()).anySatisfy(event -> {
                    assertThat(event.eventName()).isEqualTo("answer");
                    assertThat(event.attribute("honeyhive_metadata.datapoint_id"))
                            .isEqualTo("EXT-monday");
                    assertThat(event.attribute("honeyhive_metadata.dataset_id")).startsWith("EXT-");
                    assertThat(event.attribute("honeyhive_metadata.run_id")).hasSize(36);
                }));
    }
}
