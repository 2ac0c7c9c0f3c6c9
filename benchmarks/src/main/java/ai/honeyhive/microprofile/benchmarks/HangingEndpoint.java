/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.internal.export.Account;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.Map;

/**
 * An application whose every prompt is large and whose HoneyHive never answers. It lives if it says so: an
 * {@code OutOfMemoryError} on any thread ends the JVM, by the flag it is started with.
 *
 * <p>Arguments: endpoint, calls, prompt characters, largest attribute in bytes.
 */
public final class HangingEndpoint {

    private HangingEndpoint() {}

    public static void main(String[] arguments) {
        int calls = Integer.parseInt(arguments[1]);
        int characters = Integer.parseInt(arguments[2]);
        Application application = Application.start(
                arguments[0],
                Map.of(
                        "otel.traces.sampler", "always_on",
                        "honeyhive.export.timeout", "PT2S",
                        "honeyhive.capture.max-attribute-bytes", arguments[3]));
        for (int call = 0; call < calls; call++) {
            application.bean().ask(prompt(call, characters));
        }
        Account waiting = application.account();
        application.close();
        Account account = application.account();
        boolean complete = account.produced() == calls
                && account.produced()
                        == account.delivered() + account.droppedTotal() + account.queued() + account.inFlight();
        System.out.printf(
                Locale.ROOT,
                "RESULT %s %d MB waiting at most, heap peak %d MB: %s%n",
                complete ? "complete;" : "INCOMPLETE;",
                waiting.queuedBytes() >> 20,
                heapPeak() >> 20,
                account.line());
        System.exit(0);
    }

    /** A new one each time, as from a request. */
    private static String prompt(int call, int characters) {
        String sentence = "Message " + call + ": what does the contract say about this, and where? ";
        return sentence.repeat(characters / sentence.length() + 1).substring(0, characters);
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
