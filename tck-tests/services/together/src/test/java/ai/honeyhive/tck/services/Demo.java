/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services;

import ai.honeyhive.tck.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.util.UUID;

/** Starts console and services, asks once, and says where to look. Runs until Ctrl-C, or ends at once with {@code demo.exit}. */
public final class Demo {

    private static final PrintStream OUT = System.out;

    private Demo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OUT.println("\nStarting the console, a gateway on Open Liberty, a user service on Quarkus and an LLM service on"
                + " Payara …");
        try (Services services = Services.start()) {
            String conversation = UUID.randomUUID().toString();
            String question = "Which plan have I got?";
            OUT.println("\n  You:        " + question);
            OUT.println("  Answer:     " + services.ask(conversation, "maria", "", question));
            OUT.println("\n  Look at the trace:   " + Console.shared().url().resolve("/#/sessions/" + conversation));
            OUT.println("  Metrics:             " + services.metrics.values());
            OUT.println("  Ask more:            " + services.gateway.resolve("/ask?question=…"));
            if (!Boolean.getBoolean("demo.exit")) {
                OUT.println("\nCtrl-C ends it.");
                Thread.currentThread().join();
            }
        }
    }
}
