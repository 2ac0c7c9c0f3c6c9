/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SinkTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answering_sink_says_200_to_bodies_of_known_and_of_unknown_length() throws Exception {
        try (Sink sink = Sink.answering()) {
            byte[] body = new byte[300_000];
            assertThat(status(sink, BodyPublishers.ofByteArray(body))).isEqualTo(200);
            assertThat(status(sink, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                    .isEqualTo(200);
            assertThat(sink.requests()).isEqualTo(2);
            assertThat(sink.bodyBytes()).isEqualTo(600_000);
        }
    }

    @Test
    void hanging_sink_reads_the_body_and_never_answers() throws Exception {
        try (Sink sink = Sink.hanging()) {
            assertThatThrownBy(() -> status(sink, BodyPublishers.ofString("anything")))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(sink.bodyBytes()).isEqualTo("anything".length());
        }
    }

    private int status(Sink sink, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sink.uri())
                .timeout(Duration.ofSeconds(2))
                .POST(body)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
