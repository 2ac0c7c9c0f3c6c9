/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;

/** Takes a question and posts it to a topic of a broker of Jakarta Messaging. */
@ApplicationScoped
public class Counter {

    @Inject
    HoneyHive honeyHive;

    @Inject
    Post post;

    @LLMTraced(name = "counter")
    public String post(String topic, String question) {
        try (JMSContext context = post.connect()) {
            TextMessage message = context.createTextMessage(question);
            honeyHive.propagate(topic, message::setStringProperty);
            context.createProducer().send(context.createTopic(topic), message);
            return "posted";
        }
    }
}
