/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Starts console and assistant, asks three questions and says where to look. Runs until Ctrl-C, or ends at once with the
 * system property {@code demo.exit}.
 */
public final class Demo {

    /** An answer, one with a tool, and one that the stand-in invents at first, so that the quality gate has something to refuse. */
    private static final List<String> QUESTIONS = List.of(
            "What is the difference between head and tail sampling?",
            "How many pages mention sampling?",
            "Who can keep each trace with an error?");

    private static final Set<String> SHOWN = Set.of("embedding-relevance", "lexical-support", "token-efficiency");
    private static final int CONSOLE_PORT = 8765;
    private static final PrintStream OUT = System.out;

    private Demo() {}

    /**
     * Runs the demo.
     *
     * @param arguments the name of a {@link Server}, and the build folder of its example
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Server server = Server.valueOf(arguments[0]);
        Path target = Path.of(arguments[1]);
        if (hasHoneyHiveKey()) {
            OUT.println("\nThe environment holds a HoneyHive key: traces go to HoneyHive, and no console is started.");
            run(server, target, null);
            return;
        }
        OUT.println("\nStarting the console, a local stand-in for HoneyHive …");
        try (Console console = Console.start(target, port("console", CONSOLE_PORT))) {
            run(server, target, console);
        }
    }

    private static void run(Server server, Path target, Console console) throws IOException, InterruptedException {
        OUT.println("Starting the assistant on " + server.title() + " …");
        Map<String, String> environment = console == null
                ? Map.of()
                : Map.of("HONEYHIVE_URL", console.url().toString());
        try (RunningAssistant assistant =
                RunningAssistant.start(server, target, port(server.title(), server.usualPort()), environment)) {
            String conversation = UUID.randomUUID().toString();
            for (String question : QUESTIONS) {
                ask(assistant, console, question, conversation);
            }
            OUT.println();
            if (console != null) {
                OUT.println("  Look at the traces:  " + console.url().resolve("/#/sessions/" + conversation));
            }
            OUT.println("  Ask more:            " + assistant.url());
            OUT.println("  The server's log:    " + target.resolve("assistant.log"));
            if (Boolean.getBoolean("demo.exit")) {
                return;
            }
            OUT.println("\nCtrl-C ends it.");
            assistant.waitForEnd();
        }
    }

    private static void ask(RunningAssistant assistant, Console console, String question, String conversation)
            throws IOException {
        OUT.println("\n  You:        " + question);
        JsonObject reply = assistant.ask(question, conversation);
        if (reply.getInt("status") != 200) {
            throw new IllegalStateException("The assistant answered " + reply + "\n" + assistant.output());
        }
        OUT.println("  Assistant:  " + reply.getString("answer"));
        if (console != null) {
            tellScores(console.awaitTrace(reply.getString("trace"), "answer", "Model.chat"));
        }
    }

    private static void tellScores(List<JsonObject> spans) {
        long refused = Events.named(spans, "answer attempt").stream()
                .filter(attempt -> !Events.attribute(attempt, "honeyhive_error").isEmpty())
                .count();
        if (refused > 0) {
            OUT.println("  Gate:       refused " + refused + " answer without support; this is the next one");
        }
        Map<String, Double> scores =
                new TreeMap<>(Events.scores(Events.named(spans, "answer").get(0)));
        Events.named(spans, "Model.chat").forEach(model -> scores.putAll(Events.scores(model)));
        OUT.println("  Scores:     "
                + scores.entrySet().stream()
                        .filter(score -> SHOWN.contains(score.getKey()))
                        .map(score -> "%s %.2f".formatted(score.getKey(), score.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    private static int port(String what, int wanted) {
        int port = Ports.free(wanted);
        if (port != wanted) {
            OUT.println("Port " + wanted + " is taken, so the " + what + " gets " + port + ".");
        }
        return port;
    }

    private static boolean hasHoneyHiveKey() {
        return List.of("HH_INGESTION_API_KEY", "HH_API_KEY", "HH_PROJECT_API_KEY", "HONEYHIVE_API_KEY").stream()
                .map(System::getenv)
                .anyMatch(key -> key != null && !key.isBlank());
    }
}
