/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty.mail;

import ai.honeyhive.microprofile.HoneyHive;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Receives. */
@MessageDriven(
        activationConfig =
                @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/questions"))
public class Mailbox implements MessageListener {

    @Inject
    HoneyHive honeyHive;

    @Inject
    Reader reader;

    @Override
    public void onMessage(Message message) {
        try {
            honeyHive.received(message::getStringProperty, () -> reader.read(message.getBody(String.class)));
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
