/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MicroProfile Reactive Messaging on Quarkus over a real Kafka: what is in the headers of a record, and who goes on in the trace. */
class MessagesIT {

    private static Broker broker;

    private final Console console = Console.shared();

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void reader_goesOnInTraceSessionAndUserOfWhoeverSent() throws Exception {
        String session = UUID.randomUUID().toString();
        String question = "What is on the topic? " + session;
        try (Application application = Application.start(
                "messages", Map.of("KAFKA", broker.address(), "HONEYHIVE_PROPAGATION_MESSAGES", "questions"))) {
            application.ask("take", question, session);

            Arrival desk = Application.awaitEvent("desk", session);
            Arrival reader = Application.awaitEvent("reader", session);
            assertThat(reader.traceId()).isEqualTo(desk.traceId());
            assertThat(reader.attribute("honeyhive_user_properties.user_id")).isEqualTo("maria");
            assertThat(above(reader)).contains(desk.spanId());
            Map<String, String> headers = headers(question);
            assertThat(headers.get("traceparent")).contains(desk.traceId());
            assertThat(headers.get("baggage"))
                    .contains("honeyhive.session_id=" + session)
                    .contains("honeyhive.user_id=maria")
                    .doesNotContain("topic");
        }
    }

    @Test
    void topicThatNobodyHasAllowed_getsTheTraceAndNothingOfOurs() throws Exception {
        String session = UUID.randomUUID().toString();
        String question = "What is not? " + session;
        try (Application application = Application.start("messages", Map.of("KAFKA", broker.address()))) {
            application.ask("take", question, session);

            Arrival desk = Application.awaitEvent("desk", session);
            Map<String, String> headers = headers(question);
            assertThat(headers.get("traceparent")).contains(desk.traceId());
            assertThat(headers.getOrDefault("baggage", "")).doesNotContain("honeyhive");
        }
    }

    /** The ids of all spans of HoneyHive's tree above an event, as far as they have arrived. */
    private List<String> above(Arrival event) {
        List<String> ids = new ArrayList<>();
        Arrival next = event;
        while (!next.parentId().isEmpty()) {
            ids.add(next.parentId());
            next = console.awaitEvent(next.traceId(), next.parentId());
        }
        return ids;
    }

    private static Map<String, String> headers(String question) {
        TopicPartition topic = new TopicPartition("questions", 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(topic));
            return Awaitility.await("the record of " + question)
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                consumer.seekToBeginning(List.of(topic));
                                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
                                    if (each.value().equals(question)) {
                                        return headersOf(each);
                                    }
                                }
                                return Map.<String, String>of();
                            },
                            headers -> !headers.isEmpty());
        }
    }

    private static Map<String, String> headersOf(ConsumerRecord<String, String> sent) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : sent.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
