/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stand-in for the console answers; the real one, found by both real development modes, is in {@code DevModeIT}. */
class DevConsoleTest {

    private static final String HEALTH =
            "{\"status\":\"ok\",\"name\":\"HoneyHive console (local stand-in, not HoneyHive's product)\",\"version\":\"1\"}";

    private HttpServer standIn;
    private String url;
    private volatile int status = 200;
    private volatile String answer = HEALTH;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        standIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        standIn.createContext("/api/health", exchange -> {
            asked.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        standIn.start();
        url = "http://127.0.0.1:" + standIn.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        standIn.stop(0);
    }

    private HoneyHiveConfig read(Settings settings, boolean development) {
        return HoneyHiveConfig.read(settings.and("honeyhive.dev-console", url).config(), development);
    }

    @Test
    void console_that_runs_gets_what_is_recorded_in_development_without_a_key() {
        HoneyHiveConfig config = read(new Settings(), true);

        assertThat(config.tracer("").active()).isTrue();
        assertThat(config.tracer("").url()).hasToString(url);
        assertThat(config.currentKey("")).isEqualTo(config.tracer("").key());
        assertThat(config.startUpLine()).contains("to " + url, "look at " + url);
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void nobody_is_asked_outside_of_development() {
        HoneyHiveConfig config = read(new Settings(), false);

        assertThat(config.tracer("").active()).isFalse();
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"honeyhive.api-key", "honeyhive.url", "honeyhive.tracer.other.api-key"})
    void nobody_is_asked_where_the_application_says_where_to(String key) {
        String value = key.endsWith("url") ? "https://honeyhive.example" : Settings.PROJECT_KEY;
        HoneyHiveConfig config = read(Settings.with(key, value), true);

        assertThat(config.tracer("").url().toString()).doesNotContain("127.0.0.1");
        assertThat(asked).hasValue(0);
    }

    @Test
    void key_that_is_set_and_wrong_is_not_replaced() {
        HoneyHiveConfig config = read(Settings.withVariable("HH_API_KEY", "two words"), true);

        assertThat(config.tracer("").active()).isFalse();
        assertThat(asked).hasValue(0);
    }

    @Test
    void switched_off_stays_off() {
        HoneyHiveConfig config = read(Settings.with("honeyhive.enabled", "false"), true);

        assertThat(config.tracer("").active()).isFalse();
        assertThat(asked).hasValue(0);
    }

    @Test
    void somebody_else_on_that_port_gets_nothing() {
        answer = "<h1>Another program</h1>";
        assertThat(read(new Settings(), true).tracer("").active()).isFalse();
        answer = HEALTH;
        status = 401;
        HoneyHiveConfig config = read(new Settings(), true);

        assertThat(config.tracer("").active()).isFalse();
        assertThat(config.problems()).singleElement().asString().contains("HH_API_KEY", "none answers at " + url);
    }

    @Test
    void another_host_is_never_asked() {
        url = "http://console.example";
        assertThat(read(new Settings(), true).tracer("").active()).isFalse();
    }
}
