/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Visit;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code honeyhive.spans.foreign=all}, spans that are about no model go along as well. */
final class AllSpansIT extends ForeignSpansKit {

    @RegisterExtension
    static final StudioServer SERVER = new StudioServer("all", "honeyhive.spans.foreign=all");

    @Override
    URI application() {
        return SERVER.uri();
    }

    @Test
    void spanOfTheHttpClient_goesAlongUnderTheModelCall() {
        Visit visit = visit("poem", "topic", "tulips");

        Arrival completion = event(visit, COMPLETION);
        Arrival client = event(visit, "POST /chat/completions");

        assertThat(client.kind()).isEqualTo("CLIENT");
        assertThat(client.parentId()).isEqualTo(completion.spanId());
        assertThat(client.session()).isEqualTo(completion.session());
        assertThat(client.eventType()).isEqualTo("chain");
    }
}
