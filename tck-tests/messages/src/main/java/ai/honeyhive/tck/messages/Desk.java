/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Takes a question and leaves the answer to whoever reads the topic. */
@ApplicationScoped
public class Desk {

    @Inject
    @Channel("questions-out")
    Emitter<String> questions;

    @LLMTraced(name = "desk")
    public String take(String question) {
        questions.send(question).toCompletableFuture().join();
        return "taken";
    }
}
