/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Arrival;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Classifiers;
import ai.honeyhive.microprofile.internal.pipeline.sampling.Surroundings;
import ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSampler;
import ai.honeyhive.microprofile.spi.RequestClassifier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sampling station of an application: one sampler for each tracer that does not keep all. Without one it costs
 * nothing. Its only thread starts with the first record, and decides what waits while nothing else comes.
 *
 * <p>Thread-safe.
 */
final class Sampling {

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

    private final Map<String, TraceSampler> samplers = new LinkedHashMap<>();
    private final Evaluations evaluations;
    private final Exporters exporters;
    private final Forwarding forwarding;
    private final Classifiers classifiers;
    private final Faults faults;
    private final ClassLoader application;
    private final Duration period;
    private volatile @Nullable ScheduledThreadPoolExecutor clock;
    private volatile RequestFacts facts = RequestFacts.NONE;
    private boolean closed;

    Sampling(
            HoneyHiveConfig config,
            Evaluations evaluations,
            Exporters exporters,
            Forwarding forwarding,
            Faults faults,
            ClassLoader application) {
        this.evaluations = evaluations;
        this.exporters = exporters;
        this.forwarding = forwarding;
        this.classifiers = new Classifiers(fault -> faults.report("a RequestClassifier", fault));
        this.faults = faults;
        this.application = application;
        Duration shortest = LONGEST_PERIOD;
        for (TracerConfig tracer : config.tracers().values()) {
            SamplingConfig sampling = tracer.sampling();
            if (tracer.allowed() && sampling.strategy() != SamplingConfig.Strategy.KEEP_ALL) {
                samplers.put(
                        tracer.name(),
                        new TraceSampler(sampling, new Around(tracer.name(), sampling), System::nanoTime));
                Duration half = sampling.undecidedAge().dividedBy(2);
                shortest = half.compareTo(shortest) < 0 ? half : shortest;
            }
        }
        this.period = shortest;
    }

    /**
     * The application's beans are there.
     *
     * @param asked who tells the class of a request
     * @param known what is known of the request that the current thread works on
     */
    void start(List<RequestClassifier> asked, RequestFacts known) {
        classifiers.start(asked);
        facts = known;
    }

    /** What the sampler of a tracer asks others for. */
    private final class Around implements Surroundings {

        private final String tracer;
        private final SamplingConfig sampling;

        Around(String tracer, SamplingConfig sampling) {
            this.tracer = tracer;
            this.sampling = sampling;
        }

        @Override
        public @Nullable String classify(Arrival arrival) {
            return classifiers.of(tracer, arrival, sampling::rate);
        }

        @Override
        public @Nullable Object ofRequest(SamplingConfig.Subject subject, String key) {
            try {
                return subject == SamplingConfig.Subject.HEADER ? facts.header(key) : facts.claim(key);
            } catch (Throwable fault) {
                faults.report("what is known of a request", fault);
                return null;
            }
        }

        @Override
        public boolean score(Arrival arrival, Consumer<Scored> back) {
            return evaluations.score(tracer, arrival, back);
        }

        @Override
        public void keep(Arrival arrival) {
            forwarding.forward(tracer, arrival);
        }

        @Override
        public void drop(int count) {
            exporters.sampledOut(tracer, count);
        }
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

    /** Hands a record to a sampler; {@code last} says that its part ends with it. */
    void take(TraceSampler sampler, String part, Arrival arrival, boolean last) {
        if (clock == null) {
            startClock();
        }
        if (last) {
            sampler.takeLast(part, arrival);
        } else {
            sampler.take(part, arrival);
        }
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

    /** Decides everything as it stands, but for what has to be scored before, and ends the thread. */
    void endAll() {
        synchronized (this) {
            closed = true;
            if (clock != null) {
                clock.shutdownNow();
            }
        }
        samplers.values().forEach(TraceSampler::endAll);
    }

    /** Nothing is scored any more. */
    void close() {
        samplers.values().forEach(TraceSampler::close);
    }
}
