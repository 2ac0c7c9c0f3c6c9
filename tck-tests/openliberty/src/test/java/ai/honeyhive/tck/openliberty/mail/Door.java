/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** The door. */
@Path("send")
@ApplicationScoped
public class Door {

    @Inject
    Sender sender;

    @GET
    public String send(@QueryParam("question") String question) throws JMSException {
        sender.send(question);
        return "sent";
    }
}
