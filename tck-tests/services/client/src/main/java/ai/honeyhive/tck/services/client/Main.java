/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.client;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;

/** Asks the gateway once: {@code <gateway> <conversation> <user> <tracer> <question>}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            String answer = container
                    .select(Questioner.class)
                    .get()
                    .ask(URI.create(arguments[0]), arguments[1], arguments[2], arguments[3], arguments[4]);
            System.out.println("answer: " + answer);
        }
    }
}
