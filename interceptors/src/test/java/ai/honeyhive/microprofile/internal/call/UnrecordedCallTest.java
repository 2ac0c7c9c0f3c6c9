/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.LLMTraced;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call of an inactive tracer that the server has sampled away: there is nothing to record, and nothing is left behind. */
class UnrecordedCallTest {

    @ApplicationScoped
    static class Bean {

        @LLMTraced
        SpanContext current() {
            return Span.current().getSpanContext();
        }

        @LLMTraced
        Object same(Object result) {
            return result;
        }

        @LLMTraced
        void fail(RuntimeException failure) {
            throw failure;
        }
    }

    private Server server;

    @BeforeEach
    void start() {
        server = Server.start(Server.Telemetry.DROPPING, Bean.class);
        server.settings("", CallSettings.OFF);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itsSpanIsCurrentWhileItRuns_soThatWhatItCallsIsNotSampledEither() {
        Context before = Context.current();

        SpanContext seen = server.bean(Bean.class).current();

        assertThat(seen.isValid()).isTrue();
        assertThat(seen.isSampled()).isFalse();
        assertThat(Context.current()).isSameAs(before);
        assertThat(server.spans()).isEmpty();
        assertThat(server.events()).isEmpty();
    }

    @Test
    void resultsAreHandedBackAsTheyAre() {
        CompletableFuture<String> future = new CompletableFuture<>();
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();

        assertThat(server.bean(Bean.class).same(future)).isSameAs(future);
        assertThat(server.bean(Bean.class).same(publisher)).isSameAs(publisher);
        assertThat(server.bean(Bean.class).same(null)).isNull();
    }

    @Test
    void exceptionLeavesUnchanged_andTheContextIsTheOldOne() {
        Context before = Context.current();
        RuntimeException failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> server.bean(Bean.class).fail(failure)).isSameAs(failure);

        assertThat(Context.current()).isSameAs(before);
        assertThat(server.events()).isEmpty();
    }
}
