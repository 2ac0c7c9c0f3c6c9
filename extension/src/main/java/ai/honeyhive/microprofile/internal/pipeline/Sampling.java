/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Arrival;
import ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSampler;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The sampling station of an application: one sampler for each tracer that does not keep all. Without one it costs
 * nothing. Its only thread starts with the first record, and decides what waits while nothing else comes.
 *
 * <p>Thread-safe.
 */
final class Sampling {

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

    private final Map<String, TraceSampler> samplers = new TreeMap<>();
    private final Faults faults;
    private final ClassLoader application;
    private final Duration period;
    private volatile @Nullable ScheduledThreadPoolExecutor clock;
    private boolean closed;

    Sampling(
            HoneyHiveConfig config,
            BiConsumer<String, Arrival> kept,
            Exporters exporters,
            Faults faults,
            ClassLoader application) {
        this.faults = faults;
        this.application = application;
        Duration shortest = LONGEST_PERIOD;
        for (TracerConfig tracer : config.tracers().values()) {
            SamplingConfig sampling = tracer.sampling();
            if (tracer.active() && sampling.strategy() != SamplingConfig.Strategy.KEEP_ALL) {
                String name = tracer.name();
                samplers.put(
                        name,
                        new TraceSampler(
                                sampling,
                                arrival -> kept.accept(name, arrival),
                                count -> exporters.sampledOut(name, count),
                                System::nanoTime));
                Duration half = sampling.undecidedAge().dividedBy(2);
                shortest = half.compareTo(shortest) < 0 ? half : shortest;
            }
        }
        this.period = shortest;
    }

    /** Whether any tracer samples. */
    boolean isOn() {
        return !samplers.isEmpty();
    }

    /** The sampler of a tracer, {@code null} where all is kept. */
    @Nullable
    TraceSampler of(String tracer) {
        return samplers.isEmpty() ? null : samplers.get(tracer);
    }

    void take(TraceSampler sampler, String part, Arrival arrival) {
        if (clock == null) {
            startClock();
        }
        sampler.take(part, arrival);
    }

    /** A part of a trace has ended, whichever tracers had spans of it. */
    void ended(String part) {
        samplers.values().forEach(sampler -> sampler.ended(part));
    }

    private synchronized void startClock() {
        if (clock == null && !closed) {
            ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "honeyhive-sampling");
                thread.setDaemon(true);
                thread.setContextClassLoader(application);
                return thread;
            });
            ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                    this::expire, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
            clock = started;
        }
    }

    private void expire() {
        try {
            samplers.values().forEach(TraceSampler::expire);
        } catch (Throwable fault) {
            faults.report("traces that wait for their end", fault);
        }
    }

    /** Decides everything as it stands, and ends the thread. */
    void close() {
        synchronized (this) {
            closed = true;
            if (clock != null) {
                clock.shutdownNow();
            }
        }
        samplers.values().forEach(TraceSampler::close);
    }
}
