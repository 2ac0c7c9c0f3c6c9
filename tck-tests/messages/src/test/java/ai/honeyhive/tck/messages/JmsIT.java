/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.ServerProcess;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jakarta Messaging over a real Artemis: what is in the properties of a message, and who goes on in the trace. */
class JmsIT {

    private static final String URL = "tcp://localhost:" + ServerProcess.freePort();
    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();
    private static Application application;

    private final String session = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        BROKER.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", URL));
        BROKER.start();
        application =
                Application.start("jms", Map.of("ARTEMIS_URL", URL, "HONEYHIVE_PROPAGATION_MESSAGES", "orders,quest*"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (application != null) {
            application.close();
        }
        BROKER.stop();
    }

    @Test
    void listener_goesOnInTraceSessionAndUserOfWhoeverSent() throws Exception {
        Message message = post("questions");

        Arrival counter = Application.awaitEvent("counter", session);
        Arrival addressee = addressee(counter);
        assertThat(addressee.session()).isEqualTo(session);
        assertThat(addressee.parentId()).isEqualTo(counter.spanId());
        assertThat(addressee.attribute("honeyhive_user_properties.user_id")).isEqualTo("maria");
        assertThat(message.getStringProperty("traceparent")).contains(counter.traceId(), counter.spanId());
        assertThat(message.getStringProperty("baggage").split(","))
                .containsExactlyInAnyOrder("honeyhive.session_id=" + session, "honeyhive.user_id=maria");
    }

    @Test
    void topicThatNobodyHasAllowed_getsTheTraceAndNothingOfOurs() throws Exception {
        Message message = post("partners");

        Arrival counter = Application.awaitEvent("counter", session);
        assertThat(message.getStringProperty("traceparent")).contains(counter.traceId(), counter.spanId());
        assertThat(message.getStringProperty("baggage")).isNull();
        Arrival addressee = addressee(counter);
        assertThat(addressee.parentId()).isEqualTo(counter.spanId());
        assertThat(addressee.attribute("honeyhive_user_properties.user_id")).isEmpty();
    }

    /** Asks the application, and gives the message that another subscriber of the topic gets. */
    private Message post(String topic) throws Exception {
        try (JMSContext context = new ActiveMQConnectionFactory(URL).createContext();
                JMSConsumer subscriber = context.createConsumer(context.createTopic(topic))) {
            application.ask("post/" + topic, "What is in the post? " + session, session);
            Message message = subscriber.receive(30_000);
            assertThat(message).isNotNull();
            return message;
        }
    }

    private static Arrival addressee(Arrival counter) {
        return Console.shared().awaitEventNamed(counter.traceId(), "addressee");
    }
}
