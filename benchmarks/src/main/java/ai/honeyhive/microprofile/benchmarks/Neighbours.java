/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.internal.export.Account;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many events of two healthy projects are delivered in a second, beside two others whose endpoints are given: an address, the
 * two addresses. The others get the same number of calls whatever becomes of them. {@link #WARM_UP} on standard input warms it up,
 * each further line is a number of milliseconds to measure for.
 */
public final class Neighbours {

    static final String WARM_UP = "warm up";

    private static final List<String> HEALTHY = List.of("p0", "p1");
    private static final List<String> OTHERS = List.of("p2", "p3");
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long TOO_MANY_BYTES = 8 << 20;
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final int MOST_ROUNDS = 8;

    /** A compiler that takes less than a part of this many of the time is no matter. */
    private static final int FEW = 20;

    private Neighbours() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
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
        // An account begins with the first record.
        HEALTHY.forEach(application::use);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            double rate = question.equals(WARM_UP)
                    ? warmUp(application)
                    : flood(application, Duration.ofMillis(Long.parseLong(question)));
            System.out.printf(Locale.ROOT, "RESULT %.1f%n", rate);
        }
        System.exit(0);
    }

    /**
     * Until the compiler has little left to do: it takes its time from what is measured, and has more to do where more goes wrong.
     */
    private static double warmUp(Application application) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        double rate = 0;
        long compiled = ROUND.toMillis();
        for (int round = 0; round < MOST_ROUNDS && compiled * FEW >= ROUND.toMillis(); round++) {
            long before = compiler.getTotalCompilationTime();
            rate = flood(application, ROUND);
            compiled = compiler.getTotalCompilationTime() - before;
        }
        return rate;
    }

    /** How many a second, where all are traced as fast as the exporters of the healthy ones can follow. */
    private static double flood(Application application, Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        long before = delivered(application);
        Thread others = new Thread(() -> {
            for (int call = 0; System.nanoTime() < end; call++) {
                application.use(OTHERS.get(call % 2));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
        others.start();
        floodHealthy(application, end);
        double rate = (delivered(application) - before) / ((System.nanoTime() - begun) / 1e9);
        others.join();
        return rate;
    }

    private static void floodHealthy(Application application, long end) {
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
