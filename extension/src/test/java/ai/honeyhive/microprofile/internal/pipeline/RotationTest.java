/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.spi.CredentialRefresher;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that is rotated while the application runs, from the refusal to the service that has it read again. */
class RotationTest {

    /** What a secret store's module brings; found by its service file. Knows the configurations of these tests only. */
    public static final class Refresher implements CredentialRefresher {

        private static final Map<Config, Runnable> STORES = new ConcurrentHashMap<>();

        @Override
        public boolean refreshSoon(Config config) {
            Runnable store = STORES.get(config);
            if (store == null) {
                return false;
            }
            store.run();
            return true;
        }
    }

    /** A configuration whose values change while it is in use. */
    private final class Changing implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.copyOf(file.keySet());
        }

        @Override
        public String getValue(String propertyName) {
            return file.get(propertyName);
        }

        @Override
        public String getName() {
            return "the test's source";
        }
    }

    private final Map<String, String> file = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer honeyHive;
    private Config config;
    private HoneyHiveRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        honeyHive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        honeyHive.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization);
            exchange.sendResponseHeaders("Bearer hh_new0123456789".equals(authorization) ? 200 : 401, -1);
            exchange.close();
        });
        honeyHive.start();
        file.put("honeyhive.api-key", "hh_old0123456789");
        file.put("honeyhive.url", "http://127.0.0.1:" + honeyHive.getAddress().getPort());
        config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new Changing())
                .build();
        runtime = new HoneyHiveRuntime(config);
    }

    @AfterEach
    void stop() {
        Refresher.STORES.remove(config);
        runtime.close();
        honeyHive.stop(0);
    }

    @Test
    void span_that_the_old_key_cannot_send_goes_with_the_new_one() {
        Refresher.STORES.put(config, () -> file.put("honeyhive.api-key", "hh_new0123456789"));
        runtime.unclaimed(call());
        assertThat(runtime.flush(Duration.ofMinutes(1))).isTrue();
        assertThat(runtime.accounts().get("").delivered()).isEqualTo(1);
        assertThat(runtime.accounts().get("").droppedTotal()).isZero();
        assertThat(authorizations).containsExactly("Bearer hh_old0123456789", "Bearer hh_new0123456789");
    }

    @Test
    void span_is_lost_and_counted_at_once_where_nobody_can_refresh_the_key() {
        runtime.unclaimed(call());
        assertThat(runtime.flush(Duration.ofMinutes(1))).isFalse();
        assertThat(runtime.accounts().get("").droppedTotal()).isEqualTo(1);
        assertThat(authorizations).hasSize(1);
    }

    private static UnclaimedCall call() {
        SpanContext span = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        return new UnclaimedCall(
                new TracedCall("", Importance.STANDARD, Session.generated()),
                span,
                SpanContext.getInvalid(),
                "Bot.ask",
                SpanKind.INTERNAL,
                1_700_000_000_000_000_000L,
                1_700_000_000_000_000_001L,
                Attributes.empty(),
                true,
                Baggage.empty(),
                null);
    }
}
