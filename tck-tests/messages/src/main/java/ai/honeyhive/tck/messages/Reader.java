/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.LLMTraced;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads the topic. */
@ApplicationScoped
public class Reader {

    @Incoming("questions-in")
    @Blocking
    @LLMTraced(name = "reader")
    public void read(String question) {
        // That it is read is all.
    }
}
