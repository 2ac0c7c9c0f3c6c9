/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty.mail;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;

/** Sends. */
@ApplicationScoped
public class Sender {

    @Inject
    HoneyHive honeyHive;

    @Inject
    @JMSConnectionFactory("jms/connections")
    JMSContext context;

    @Resource(lookup = "jms/questions")
    Queue queue;

    @LLMTraced(name = "sender")
    public void send(String question) throws JMSException {
        TextMessage message = context.createTextMessage(question);
        honeyHive.propagate("questions", message::setStringProperty);
        context.createProducer().send(queue, message);
    }
}
