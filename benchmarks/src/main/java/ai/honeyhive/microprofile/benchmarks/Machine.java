/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine in general words: what a reader needs to place the figures, nothing that names it. */
final class Machine {

    private Machine() {}

    static String description() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s, %s, JDK %s (%s), OpenTelemetry 1.29.0, Weld SE 5.1.7",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.name"),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"));
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
