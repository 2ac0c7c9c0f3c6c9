/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How the stores are doing, as metrics of the server's OpenTelemetry, read when the server asks. */
@Singleton
public class SecretsMetrics {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final AttributeKey<String> STORE = AttributeKey.stringKey("honeyhive.store");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("honeyhive.reason");

    private List<AutoCloseable> instruments = List.of();

    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) Startup event,
            SecretsLifecycle lifecycle,
            Instance<OpenTelemetry> telemetry) {
        try {
            // Where nothing is mapped there is nothing to tell, and without telemetry nobody to tell it.
            if (!lifecycle.secrets().stores().isEmpty() && telemetry.isResolvable()) {
                instruments = register(telemetry.get().getMeter("ai.honeyhive.microprofile"), lifecycle.secrets());
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "The secrets' metrics are not available: the server's OpenTelemetry failed", e);
        }
    }

    private static List<AutoCloseable> register(Meter meter, Secrets secrets) {
        return List.of(
                meter.gaugeBuilder("honeyhive.secrets.age")
                        .setUnit("s")
                        .setDescription("How long ago a store last gave all its secrets")
                        .buildWithCallback(measurement -> secrets.stores()
                                .forEach(store -> seconds(measurement, store, store.lastSuccess(), -1))),
                meter.gaugeBuilder("honeyhive.secrets.expiry")
                        .setUnit("s")
                        .setDescription("When a store's last values go out of use, unless it gives them again")
                        .buildWithCallback(measurement ->
                                secrets.stores().forEach(store -> seconds(measurement, store, store.expiresAt(), 1))),
                meter.counterBuilder("honeyhive.secrets.reads")
                        .setUnit("{read}")
                        .setDescription("Reads of one document each")
                        .buildWithCallback(measurement -> secrets.stores()
                                .forEach(store ->
                                        measurement.record(store.reads(), Attributes.of(STORE, store.store())))),
                meter.counterBuilder("honeyhive.secrets.failures")
                        .setUnit("{read}")
                        .setDescription("Failed reads, by kind")
                        .buildWithCallback(
                                measurement -> secrets.stores().forEach(store -> failures(measurement, store))));
    }

    private static void seconds(
            ObservableDoubleMeasurement measurement, StoreStatus store, @Nullable Instant at, int sign) {
        if (at != null) {
            double until = Duration.between(Instant.now(), at).toMillis() / 1000.0;
            measurement.record(Math.max(0, sign * until), Attributes.of(STORE, store.store()));
        }
    }

    private static void failures(ObservableLongMeasurement measurement, StoreStatus store) {
        store.failures()
                .forEach((kind, count) -> measurement.record(
                        count,
                        Attributes.of(STORE, store.store(), REASON, kind.name().toLowerCase(Locale.ROOT))));
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) Shutdown event) {
        for (AutoCloseable instrument : instruments) {
            try {
                instrument.close();
            } catch (Exception e) {
                LOG.log(Level.FINE, "An instrument did not close", e);
            }
        }
        instruments = List.of();
    }
}
