/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.util.Arrays;
import java.util.List;

/** The threads of one tracer's export. Daemons, which inherit nothing from the request that happens to start them. */
final class ExportThreads {

    static final String PREFIX = "honeyhive-export-";

    private ExportThreads() {}

    static String name(String tracer) {
        return PREFIX + (tracer.isEmpty() ? "default" : tracer);
    }

    /**
     * A group below the topmost one, which no application server destroys before we are done. It goes with its last
     * thread: by itself from JDK 19 on, before that because it is a daemon.
     */
    @SuppressWarnings("removal")
    static ThreadGroup group(String name) {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        ThreadGroup group = new ThreadGroup(top, name);
        group.setDaemon(true);
        return group;
    }

    static Thread thread(ThreadGroup group, Runnable work, String name) {
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ExportThreads.class.getClassLoader());
        return thread;
    }

    /** The threads of a group without the caller's. */
    static List<Thread> others(ThreadGroup group) {
        // Some room, as the number is an estimate.
        Thread[] threads = new Thread[group.activeCount() + 8];
        int count = group.enumerate(threads, false);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> thread != Thread.currentThread())
                .toList();
    }
}
