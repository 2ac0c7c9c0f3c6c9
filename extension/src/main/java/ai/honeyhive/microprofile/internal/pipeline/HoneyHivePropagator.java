/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.Propagation;
import ai.honeyhive.microprofile.internal.call.Propagation.Destination;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the server's propagator of W3C baggage: adds session, user and tracer on the way to a host that may have
 * them, and takes out what is HoneyHive's on the way to any other. All that the server instruments sends by this one.
 *
 * <p>Thread-safe.
 */
final class HoneyHivePropagator implements TextMapPropagator {

    private final TextMapPropagator baggage;
    private final Supplier<@Nullable HoneyHiveRuntime> runtimes;
    private volatile @Nullable HoneyHiveRuntime runtime;

    /**
     * A propagator in front of another.
     *
     * @param runtimes the application's runtime: asked until there is one, since the SDK may be made earlier
     */
    HoneyHivePropagator(TextMapPropagator baggage, Supplier<@Nullable HoneyHiveRuntime> runtimes) {
        this.baggage = baggage;
        this.runtimes = runtimes;
    }

    @Override
    public Collection<String> fields() {
        return baggage.fields();
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
        baggage.inject(context.with(outgoing(context, carrier)), carrier, setter);
    }

    private Baggage outgoing(Context context, @Nullable Object carrier) {
        HoneyHiveRuntime known = runtime();
        try {
            Destination given = Propagation.destination(context);
            Propagation propagation = known == null ? Propagation.NONE : known.propagation();
            return propagation.outgoing(
                    Propagation.withWritten(context, Destinations.writtenBaggage(carrier)),
                    given == null ? Destinations.of(context, carrier) : given);
        } catch (Throwable fault) {
            if (known != null) {
                known.faults().report("the baggage of a request", fault);
            }
            return Baggage.empty();
        }
    }

    private @Nullable HoneyHiveRuntime runtime() {
        HoneyHiveRuntime known = runtime;
        if (known == null) {
            known = runtimes.get();
            runtime = known;
        }
        return known;
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
        return baggage.extract(context, carrier, getter);
    }

    @Override
    public String toString() {
        return "HoneyHivePropagator{" + baggage + '}';
    }
}
