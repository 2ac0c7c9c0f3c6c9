/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.spi.RequestClassifier;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The application's classifiers, from the time on when its beans are there. Thread-safe; what they throw ends here. */
public final class Classifiers {

    private final Consumer<Throwable> faults;

    /** A classifier that is traced itself must not be asked of its own span, for ever. */
    private final ThreadLocal<Boolean> asking = new ThreadLocal<>();

    private volatile List<RequestClassifier> all = List.of();

    /** None yet. */
    public Classifiers(Consumer<Throwable> faults) {
        this.faults = faults;
    }

    /** From now on these are asked. */
    public void start(List<RequestClassifier> classifiers) {
        all = List.copyOf(classifiers);
    }

    /** The class with the highest rate that one of them gives a record, {@code null} for none. */
    public @Nullable String of(String tracer, Arrival arrival, ToDoubleFunction<String> rate) {
        List<RequestClassifier> asked = all;
        if (asked.isEmpty() || asking.get() != null) {
            return null;
        }
        asking.set(true);
        try {
            String best = null;
            for (RequestClassifier classifier : asked) {
                String given = ask(classifier, new Seen(tracer, arrival));
                if (given != null && (best == null || rate.applyAsDouble(given) > rate.applyAsDouble(best))) {
                    best = given;
                }
            }
            return best;
        } finally {
            asking.remove();
        }
    }

    private @Nullable String ask(RequestClassifier classifier, RequestClassifier.Request request) {
        try {
            String given = classifier.classify(request);
            return given == null || given.isBlank() ? null : given.strip().toLowerCase(Locale.ROOT);
        } catch (Throwable fault) {
            faults.accept(fault);
            return null;
        }
    }

    private record Seen(String tracer, Arrival arrival) implements RequestClassifier.Request {

        @Override
        public String name() {
            return arrival.record().name();
        }

        @Override
        public @Nullable Object attribute(String name) {
            Object found = find(arrival.record().attributes(), name);
            return found == null ? find(arrival.record().content(), name) : found;
        }

        @Override
        public @Nullable String baggage(String key) {
            return arrival.baggage().getEntryValue(key);
        }
    }

    /** An attribute by its name, whatever its type. */
    static @Nullable Object find(Attributes attributes, String key) {
        Object[] found = new Object[1];
        attributes.forEach((name, value) -> {
            if (name.getKey().equals(key)) {
                found[0] = value;
            }
        });
        return found[0];
    }
}
