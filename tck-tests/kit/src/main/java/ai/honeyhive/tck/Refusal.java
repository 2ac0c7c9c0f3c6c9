/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.unsound.Hammer;
import ai.honeyhive.tck.unsound.Whisperer;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a server must say when it refuses the beans of {@code ai.honeyhive.tck.unsound}. */
public final class Refusal {

    private static final String[] CONTRADICTIONS = {
        "HONEYHIVE-004 " + Hammer.class.getName() + ".hit()",
        "take the kind MODEL",
        "HONEYHIVE-006 " + Hammer.class.getName() + ".swing(",
        "Use a String"
    };

    private Refusal() {}

    /** The classes that must be refused. */
    public static Class<?>[] unsound() {
        return new Class<?>[] {Hammer.class, Whisperer.class};
    }

    /** All three problems, each with its place and a remedy, wherever in the error they stand. */
    public static void assertNamesAllProblems(Throwable error) {
        assertThat(text(error))
                .contains("HoneyHive found 3 problems")
                .contains("HONEYHIVE-001 " + Whisperer.class.getName() + ".whisper()", "Remove private")
                .contains(CONTRADICTIONS);
    }

    /** The class whose annotations contradict each other: two problems. */
    public static Class<?> contradictory() {
        return Hammer.class;
    }

    /** Both problems of that class, each with its place and a remedy. */
    public static void assertNamesContradictions(Throwable error) {
        assertThat(text(error)).contains("HoneyHive found 2 problems").contains(CONTRADICTIONS);
    }

    private static String text(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
