/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import ai.honeyhive.microprofile.secrets.StoreStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * How the stores are doing, as data of the readiness check {@code honeyhive-secrets}; no name of a secret. It is always up:
 * while a store fails its last values stay in use, and taking instances out of service would not bring it back.
 */
@Readiness
@Singleton
public class SecretsHealthCheck implements HealthCheck {

    private final SecretsLifecycle lifecycle;

    @Inject
    SecretsHealthCheck(SecretsLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("honeyhive-secrets").up();
        Instant now = Instant.now();
        lifecycle.secrets().stores().forEach(store -> add(response, store, now));
        return response.build();
    }

    private static void add(HealthCheckResponseBuilder response, StoreStatus store, Instant now) {
        String prefix = store.store() + '.';
        response.withData(prefix + "healthy", store.healthy()).withData(prefix + "reads", store.reads());
        store.failures()
                .forEach((kind, count) ->
                        response.withData(prefix + "failures." + kind.name().toLowerCase(Locale.ROOT), count));
        Instant success = store.lastSuccess();
        if (success != null) {
            response.withData(
                    prefix + "age.seconds", Duration.between(success, now).toSeconds());
        }
        Instant expiry = store.expiresAt();
        if (expiry != null) {
            response.withData(
                    prefix + "expires.in.seconds",
                    Math.max(0, Duration.between(now, expiry).toSeconds()));
        }
    }
}
