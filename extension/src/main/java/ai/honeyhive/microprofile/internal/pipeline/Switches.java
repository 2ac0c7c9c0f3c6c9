/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which tracers have been switched off since the start, by a config source whose values change. The configuration is read on a
 * thread of its own, which starts with the first record: whoever asks reads a field. Thread-safe.
 */
final class Switches {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Switches.class.getPackageName());

    private final HoneyHiveConfig config;
    private final Faults faults;
    private final ClassLoader application;
    private volatile Set<String> off = Set.of();
    private volatile @Nullable ScheduledThreadPoolExecutor clock;
    private boolean closed;

    Switches(HoneyHiveConfig config, Faults faults, ClassLoader application) {
        this.config = config;
        this.faults = faults;
        this.application = application;
    }

    /** False for a tracer that was switched off. */
    boolean isOn(String tracer) {
        Set<String> now = off;
        return now.isEmpty() || !now.contains(tracer);
    }

    /** Something has been recorded: from now on it may be switched off. */
    void start() {
        if (clock == null) {
            startClock();
        }
    }

    private synchronized void startClock() {
        if (clock != null || closed) {
            return;
        }
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "honeyhive-switches");
            thread.setDaemon(true);
            thread.setContextClassLoader(application);
            return thread;
        });
        ScheduledFuture<?> unused =
                started.scheduleWithFixedDelay(this::read, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        clock = started;
    }

    private void read() {
        try {
            Set<String> now = new HashSet<>();
            for (TracerConfig tracer : config.tracers().values()) {
                if (tracer.active() && !config.isEnabledNow(tracer.name())) {
                    now.add(tracer.name());
                }
            }
            Set<String> before = off;
            if (!now.equals(before)) {
                off = Set.copyOf(now);
                LOG.info(() -> "HoneyHive: tracers that are switched off now: " + described(now) + '.');
            }
        } catch (Throwable fault) {
            faults.report("the look at what is switched off", fault);
        }
    }

    private static String described(Set<String> tracers) {
        return tracers.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        tracers.stream()
                                .map(name -> name.isEmpty() ? "the default one" : name)
                                .sorted()
                                .toList());
    }

    synchronized void close() {
        closed = true;
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
