/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.util.List;
import java.util.Set;

/** The threads of this process that are ours. */
final class Threads {

    private Threads() {}

    /** The threads of one tracer's export, the HTTP client's inner one included. */
    static List<String> of(String tracer) {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && thread.getThreadGroup().getName().equals("honeyhive-export-" + tracer))
                .map(Thread::getName)
                .toList();
    }

    /** Every thread that this project or an HTTP client made. */
    static List<String> ofAll() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("honeyhive-") || name.startsWith("HttpClient-"))
                .sorted()
                .toList();
    }
}
