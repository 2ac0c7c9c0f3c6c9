/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.audit.AuditTrail;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tracers are on now: a config source whose values change switches them off and on, and may bring a key that was not there
 * at the start. The configuration is read on a thread of its own, which starts with the first record, or with the first call
 * of a tracer that is off: whoever asks reads a field. Thread-safe.
 */
final class Switches {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Switches.class.getPackageName());

    private final HoneyHiveConfig config;
    private final AuditTrail audit;
    private final Faults faults;
    private final ClassLoader application;

    /** Who was on once; changed by the thread only. They keep the last good key: a store that fails switches nobody off. */
    private final Set<String> known;

    private final boolean mayBeOn;

    /** Replaced as a whole, changed never. Each call asks for its tracer, and a set of the JDK's immutable ones divides for that. */
    private volatile Set<String> on;

    private volatile @Nullable ScheduledThreadPoolExecutor clock;
    private boolean closed;

    Switches(HoneyHiveConfig config, AuditTrail audit, Faults faults, ClassLoader application) {
        this.config = config;
        this.audit = audit;
        this.faults = faults;
        this.application = application;
        this.on = config.tracers().values().stream()
                .filter(TracerConfig::active)
                .map(TracerConfig::name)
                .collect(Collectors.toCollection(HashSet::new));
        this.known = new HashSet<>(on);
        this.mayBeOn = config.tracers().values().stream().anyMatch(TracerConfig::allowed);
    }

    /** Whether anything is recorded for a tracer. */
    boolean isOn(String tracer) {
        return on.contains(tracer) || notYet();
    }

    /** Whether anything is recorded for any tracer. */
    boolean isAnyOn() {
        return !on.isEmpty() || notYet();
    }

    /** False; from now on somebody looks whether it has come on. */
    private boolean notYet() {
        start();
        return false;
    }

    /** Whether any tracer is on, or may come on. */
    boolean mayBeOn() {
        return mayBeOn;
    }

    /** Something has been recorded: from now on it may be switched off. */
    void start() {
        if (clock == null && mayBeOn()) {
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
            Set<String> before = on;
            Set<String> now = new HashSet<>();
            for (TracerConfig configured : config.tracers().values()) {
                TracerConfig tracer = config.now(configured.name());
                boolean wanted = tracer.active() || (tracer.enabled() && known.contains(tracer.name()));
                if (wanted) {
                    now.add(tracer.name());
                }
                if (wanted != before.contains(tracer.name())) {
                    // Before anything is sent.
                    tell(tracer, wanted);
                }
            }
            on = now;
        } catch (Throwable fault) {
            faults.report("the look at what is switched off", fault);
        }
    }

    private void tell(TracerConfig tracer, boolean on) {
        boolean forTheFirstTime = on && known.add(tracer.name());
        audit.switched(tracer, on, forTheFirstTime);
        String name = tracer.name().isEmpty() ? "the default tracer" : "the tracer " + tracer.name();
        LOG.info(
                forTheFirstTime
                        ? HoneyHiveConfig.startUpLine(tracer)
                        : "HoneyHive: " + name + " is switched " + (on ? "on again." : "off."));
    }

    synchronized void close() {
        closed = true;
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
