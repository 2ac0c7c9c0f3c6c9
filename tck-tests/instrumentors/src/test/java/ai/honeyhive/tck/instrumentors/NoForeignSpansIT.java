/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Visit;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code honeyhive.spans.foreign=none}, only annotated calls arrive; the server's own exporter has all. */
final class NoForeignSpansIT extends ForeignSpansKit {

    @RegisterExtension
    static final StudioServer SERVER = new StudioServer("none", "honeyhive.spans.foreign=none");

    @Override
    URI application() {
        return SERVER.uri();
    }

    @Test
    void onlyTheAnnotatedCall_arrives() {
        Visit visit = visit("poem", "topic", "tulips");

        assertThat(eventsOf(visit)).extracting(Arrival::eventName).containsExactly("Studio.poem");
    }
}
