/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.internal.export.Account;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many events of two healthy projects are delivered in a second, beside two others whose endpoints are given: an address, the
 * two addresses, seconds. The others get the same number of calls whatever becomes of them.
 */
public final class Neighbours {

    private static final List<String> HEALTHY = List.of("p0", "p1");
    private static final List<String> OTHERS = List.of("p2", "p3");
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long TOO_MANY_BYTES = 8 << 20;
    private static final int MOST_ROUNDS = 8;

    /** A compiler that takes less than a part of this many of the time is no matter. */
    private static final int FEW = 20;

    private Neighbours() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "otel.traces.sampler", "always_on",
                "honeyhive.export.timeout", "PT2S",
                "honeyhive.export.shutdown-timeout", "PT1S",
                "honeyhive.tracer.p2.url", arguments[1],
                "honeyhive.tracer.p3.url", arguments[2]));
        for (int i = 0; i < 4; i++) {
            settings.put("honeyhive.tracer.p" + i + ".api-key", "hh_0123456789abcdef" + i);
        }
        Application application = Application.start(arguments[0], settings);
        Thread others = new Thread(() -> {
            for (int call = 0; !Thread.currentThread().isInterrupted(); call++) {
                application.use(OTHERS.get(call % 2));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
        others.setDaemon(true);
        others.start();
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        warmUp(application, time);
        long before = delivered(application);
        long begun = System.nanoTime();
        flood(application, time);
        long delivered = delivered(application) - before;
        double seconds = (System.nanoTime() - begun) / 1e9;
        others.interrupt();
        others.join();
        System.out.printf(Locale.ROOT, "RESULT %.1f%n", delivered / seconds);
        System.exit(0);
    }

    /**
     * Until the compiler has little left to do: it takes its time from what is measured, and has more to do where more goes wrong.
     */
    private static void warmUp(Application application, Duration time) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long before = compiler.getTotalCompilationTime();
            flood(application, time);
            if ((compiler.getTotalCompilationTime() - before) * FEW < time.toMillis()) {
                return;
            }
        }
    }

    /** As fast as the exporters of the healthy ones can follow. */
    private static void flood(Application application, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (int call = 0; System.nanoTime() < end; call++) {
            String tracer = HEALTHY.get(call % 2);
            application.use(tracer);
            if (call % 512 < 2) {
                while (application.account(tracer).queuedBytes() > TOO_MANY_BYTES && System.nanoTime() < end) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private static long delivered(Application application) {
        return HEALTHY.stream()
                .map(application::account)
                .mapToLong(Account::delivered)
                .sum();
    }
}
