/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.HoneyHive;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The way to the broker, where there is one, and who listens there. */
@ApplicationScoped
public class Post {

    private static final List<String> TOPICS = List.of("questions", "partners");

    @Inject
    @ConfigProperty(name = "artemis.url")
    Optional<String> url;

    @Inject
    HoneyHive honeyHive;

    @Inject
    Addressee addressee;

    private @Nullable JMSContext listening;

    void open(@Observes StartupEvent event) {
        if (url.isPresent()) {
            JMSContext context = connect();
            listening = context;
            for (String topic : TOPICS) {
                context.createConsumer(context.createTopic(topic)).setMessageListener(this::receive);
            }
        }
    }

    void close(@Observes ShutdownEvent event) {
        if (listening != null) {
            listening.close();
        }
    }

    JMSContext connect() {
        return new ActiveMQConnectionFactory(url.orElseThrow()).createContext();
    }

    private void receive(Message message) {
        try {
            honeyHive.received(message::getStringProperty, () -> addressee.read(message.getBody(String.class)));
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
