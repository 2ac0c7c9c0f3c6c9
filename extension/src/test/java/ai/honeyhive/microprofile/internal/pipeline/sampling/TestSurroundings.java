/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig.Subject;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.spi.RequestClassifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is kept and dropped, and an evaluation that answers when it is told to. Thread-safe. */
final class TestSurroundings implements Surroundings {

    final List<Arrival> kept = Collections.synchronizedList(new ArrayList<>());
    final AtomicLong dropped = new AtomicLong();

    /** Records that wait for their scores, with who waits for them. */
    final Deque<Map.Entry<Arrival, Consumer<Scored>>> away = new ConcurrentLinkedDeque<>();

    final List<Throwable> faults = new ArrayList<>();
    final Classifiers classifiers = new Classifiers(faults::add);
    final Map<String, Object> request = new ConcurrentHashMap<>();

    @Nullable
    SamplingConfig config;

    boolean evaluates;

    /** A sampler of these settings among its surroundings. */
    TraceSampler sampler(LongSupplier nanoClock, String... keysAndValues) {
        Settings settings =
                Settings.with("honeyhive.api-key", Settings.PROJECT_KEY).and("honeyhive.sampling.strategy", "tiered");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.and(keysAndValues[i], keysAndValues[i + 1]);
        }
        assertThat(settings.read().problems()).isEmpty();
        config = settings.read().tracer("").sampling();
        return new TraceSampler(config, this, nanoClock);
    }

    void classifier(RequestClassifier... all) {
        classifiers.start(List.of(all));
    }

    /** The scores of the oldest that waits are there. */
    void answer(double lowest, boolean failed) {
        Map.Entry<Arrival, Consumer<Scored>> oldest = away.removeFirst();
        oldest.getValue().accept(new Scored(oldest.getKey().record(), lowest, failed, number -> {}));
    }

    @Override
    public @Nullable String classify(Arrival arrival) {
        return classifiers.of("", arrival, name -> config == null ? 1 : config.rate(name));
    }

    @Override
    public @Nullable Object ofRequest(Subject subject, String key) {
        return request.get(subject + " " + key);
    }

    @Override
    public boolean score(Arrival arrival, Consumer<Scored> back) {
        if (evaluates) {
            away.add(Map.entry(arrival, back));
        }
        return evaluates;
    }

    @Override
    public void keep(Arrival arrival) {
        kept.add(arrival);
    }

    @Override
    public void drop(int count) {
        dropped.addAndGet(count);
    }
}
