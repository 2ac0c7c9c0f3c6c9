/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.ServerProcess;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jakarta Messaging over a real Artemis: what is in the properties of a message, and who goes on in the trace. */
class JmsIT {

    private static final String TOPIC = "questions";

    private static final String URL = "tcp://localhost:" + ServerProcess.freePort();
    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();

    @BeforeAll
    static void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", URL);
        BROKER.setConfiguration(configuration).start();
    }

    @AfterAll
    static void stop() throws Exception {
        BROKER.stop();
    }

    @Test
    void listener_goesOnInTraceSessionAndUserOfWhoeverSent() throws Exception {
        String session = UUID.randomUUID().toString();
        Message message = post(session, Map.of("HONEYHIVE_PROPAGATION_MESSAGES", "orders,quest*"));

        Arrival counter = Application.awaitEvent("counter", session);
        Arrival addressee = addressee(counter);
        assertThat(addressee.session()).isEqualTo(session);
        assertThat(addressee.parentId()).isEqualTo(counter.spanId());
        assertThat(addressee.attribute("honeyhive_user_properties.user_id")).isEqualTo("maria");
        assertThat(message.getStringProperty("traceparent")).contains(counter.traceId(), counter.spanId());
        assertThat(message.getStringProperty("baggage"))
                .contains("honeyhive.session_id=" + session, "honeyhive.user_id=maria")
                .doesNotContain("post");
    }

    @Test
    void topicThatNobodyHasAllowed_getsTheTraceAndNothingOfOurs() throws Exception {
        String session = UUID.randomUUID().toString();
        Message message = post(session, Map.of());

        Arrival counter = Application.awaitEvent("counter", session);
        assertThat(message.getStringProperty("traceparent")).contains(counter.traceId(), counter.spanId());
        assertThat(message.getStringProperty("baggage")).isNull();
        Arrival addressee = addressee(counter);
        assertThat(addressee.parentId()).isEqualTo(counter.spanId());
    }

    /** Asks the application, and gives the message that another subscriber of the topic gets. */
    private static Message post(String session, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ARTEMIS_URL", URL);
        try (JMSContext context = new ActiveMQConnectionFactory(URL).createContext();
                JMSConsumer subscriber = context.createConsumer(context.createTopic(TOPIC));
                Application application = Application.start("jms", all)) {
            application.ask("post", "What is in the post? " + session, session);
            Message message = subscriber.receive(30_000);
            assertThat(message).isNotNull();
            Arrival counter = Application.awaitEvent("counter", session);
            // What the listener has done must have left the application before it ends.
            addressee(counter);
            return message;
        }
    }

    private static Arrival addressee(Arrival counter) {
        return Console.shared().awaitEventNamed(counter.traceId(), "addressee");
    }
}
