/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import java.io.File;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Servers that show an application less of OpenTelemetry than we use. */
class HiddenClassesTest {

    /** TomEE, or a WAR that brings the API. */
    @Test
    void without_the_sdk_calls_arrive_by_the_fallback_and_the_runtime_is_a_sound_class() throws Exception {
        assertThat(run(OneCall.class, "opentelemetry-sdk", "io.opentelemetry.sdk.trace.ReadableSpan"))
                .isEqualTo(List.of("ask"));
    }

    /** Open Liberty. */
    @Test
    void without_the_logs_of_the_sdk_the_span_processor_joins_all_the_same() throws Exception {
        List<String> joined = new ArrayList<>(List.of("addTracerProviderCustomizer", "addPropagatorCustomizer"));
        if (!GenAiMetrics.takesAdvice()) {
            joined.add("addMeterProviderCustomizer");
        }

        assertThat(run(Joining.class, "opentelemetry-sdk-logs", "io.opentelemetry.sdk.logs.LogRecordProcessor"))
                .isEqualTo(joined);
    }

    private static Object run(Class<? extends Callable<?>> work, String hiddenJars, String hiddenClass)
            throws Exception {
        try (URLClassLoader server =
                new URLClassLoader(classPathWithout(hiddenJars), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> server.loadClass(hiddenClass)).isInstanceOf(ClassNotFoundException.class);
            Object inside =
                    server.loadClass(work.getName()).getDeclaredConstructor().newInstance();
            return ((Callable<?>) inside).call();
        }
    }

    private static URL[] classPathWithout(String hiddenJars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains(hiddenJars)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }

    /** Runs inside a server: what our customizer adds to the SDK. */
    public static final class Joining implements Callable<List<String>> {

        @Override
        public List<String> call() {
            List<String> added = new ArrayList<>();
            new HoneyHiveCustomizer().customize((AutoConfigurationCustomizer) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {AutoConfigurationCustomizer.class},
                    (proxy, method, arguments) -> {
                        added.add(method.getName());
                        return proxy;
                    }));
            return added;
        }
    }

    /** Runs inside a server: one call that no processor sees. */
    public static final class OneCall implements Callable<List<String>> {

        @Override
        public List<String> call() throws Exception {
            // As a CDI container does with a bean's class.
            assertThat(HoneyHiveRuntime.class.getDeclaredMethods()).isNotEmpty();
            assertThat(HoneyHiveRuntime.class.getDeclaredFields()).isNotEmpty();
            assertThat(HoneyHiveRuntime.class.getDeclaredConstructors()).isNotEmpty();
            try (Receiver honeyHive = new Receiver();
                    HoneyHiveRuntime runtime = new HoneyHiveRuntime(honeyHive.config())) {
                runtime.unclaimed(new UnclaimedCall(
                        new TracedCall("", Importance.STANDARD, Session.generated()),
                        SpanContext.create(
                                "0af7651916cd43dd8448eb211c80319c",
                                "b7ad6b7169203331",
                                TraceFlags.getDefault(),
                                TraceState.getDefault()),
                        SpanContext.getInvalid(),
                        "ask",
                        SpanKind.INTERNAL,
                        1,
                        2,
                        Attributes.empty(),
                        true,
                        Baggage.empty(),
                        new IllegalStateException("failed")));
                runtime.flush(Duration.ofSeconds(10));
                return honeyHive.names();
            }
        }
    }
}
