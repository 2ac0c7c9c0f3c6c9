/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;

/** An application that sends messages to itself. */
final class Mail {

    private Mail() {}

    /** Where it answers. */
    @ApplicationPath("/")
    public static class Root extends Application {}

    /** The door. */
    @Path("send")
    @ApplicationScoped
    public static class Door {

        @Inject
        Sender sender;

        @GET
        public String send(@QueryParam("question") String question) throws JMSException {
            sender.send(question);
            return "sent";
        }
    }

    /** Sends. */
    @ApplicationScoped
    public static class Sender {

        @Inject
        HoneyHive honeyHive;

        @Resource(lookup = "jms/connections")
        ConnectionFactory connections;

        @Resource(lookup = "jms/questions")
        Queue questions;

        @LLMTraced(name = "sender")
        public void send(String question) throws JMSException {
            try (JMSContext context = connections.createContext()) {
                TextMessage message = context.createTextMessage(question);
                honeyHive.propagate(questions.getQueueName(), message::setStringProperty);
                context.createProducer().send(questions, message);
            }
        }
    }

    /** Receives. */
    @MessageDriven(
            name = "Mailbox",
            activationConfig =
                    @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/questions"))
    public static class Mailbox implements MessageListener {

        @Inject
        HoneyHive honeyHive;

        @Inject
        Reader reader;

        @Override
        public void onMessage(Message message) {
            honeyHive.received(message::getStringProperty, reader::read);
        }
    }

    /** Reads. */
    @ApplicationScoped
    public static class Reader {

        @LLMTraced(name = "reader")
        public void read() {
            // That it is read is all.
        }
    }
}
