/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log says of the exporter, read from its file. */
class AuditTest {

    private static final String OLD = "hh_oldkey0123456789abcd";
    private static final String NEW = "hh_newkey0123456789wxyz";
    private static final String PROMPT = "prompt-canary for anna@mail.example";

    @TempDir
    Path directory;

    private final Map<String, String> settings = new ConcurrentHashMap<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer honeyHive;
    private HoneyHiveRuntime runtime;

    @BeforeEach
    void start() throws IOException {
        honeyHive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        honeyHive.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        honeyHive.start();
        settings.putAll(Map.of(
                "honeyhive.api-key", OLD,
                "honeyhive.url", "http://127.0.0.1:" + honeyHive.getAddress().getPort(),
                "honeyhive.export.delay", "20ms",
                "honeyhive.export.retry-initial", "10ms",
                "honeyhive.export.retry-max", "50ms",
                "honeyhive.traced.com.example.Bot/ask/inputs", "none",
                "honeyhive.audit.enabled", "true",
                "honeyhive.audit.directory", directory.resolve("audit").toString(),
                "honeyhive.audit.application", "shop"));
    }

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
        honeyHive.stop(0);
    }

    @Test
    void life_of_a_tracer_is_recorded_from_its_configuration_to_its_account() throws IOException {
        settings.put("honeyhive.tracer.nokey.source", "test");
        open();
        send();
        settings.put("honeyhive.api-key", NEW);
        send();
        status.set(503);
        runtime.unclaimed(call());
        int before = requests.get();
        Receiver.await(() -> requests.get() > before + 2, "some refused requests");
        status.set(200);
        assertThat(runtime.flush(Duration.ofSeconds(20))).isTrue();
        status.set(400);
        runtime.unclaimed(call());
        runtime.flush(Duration.ofSeconds(20));
        runtime.close();

        assertThat(one("config.loaded"))
                .contains("\"honeyhive.api-key\":\"the test's source\"", "honeyhive.export.delay");
        assertThat(of("capture.changed"))
                .anySatisfy(line -> assertThat(line).contains("\"target\":\"default\"", "\"content\":\"full\""))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"target\":\"honeyhive.traced.com.example.Bot/ask/inputs\"", "\"value\":\"none\""));
        assertThat(one("sampling.changed")).contains("\"strategy\":\"keep-all\"");
        assertThat(one("tracer.started")).contains("\"target\":\"default\"", "\"url\":\"http://127.0.0.1:");
        assertThat(one("tracer.rejected")).contains("\"target\":\"nokey\"", "it has no key");
        assertThat(of("key.used"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"target\":\"hh_****abcd\"", "hmac-sha256:"),
                        line -> assertThat(line).contains("\"target\":\"hh_****wxyz\"", "hmac-sha256:"));
        assertThat(one("config.changed"))
                .contains("\"target\":\"api-key of tracer default\"", "\"before\":\"hh_****abcd\"");
        assertThat(of("tracer.degraded"))
                .as("one record for each change, not for each request")
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"outcome\":\"failure\"", "HTTP 503"),
                        line -> assertThat(line).contains("\"outcome\":\"success\"", "delivers again"),
                        line -> assertThat(line).contains("\"outcome\":\"failure\"", "HTTP 400"));
        assertThat(of("redaction.hit"))
                .as("summaries")
                .anySatisfy(line -> assertThat(line).contains("\"target\":\"email\""));
        assertThat(one("spans.dropped")).contains("\"target\":\"default\"", "\"rejected\":\"1\"");
        assertThat(one("tracer.stopped")).contains("\"produced\":\"4\"", "\"delivered\":\"3\"", "\"dropped\":\"1\"");
        assertThat(String.join("\n", lines())).doesNotContain(OLD, NEW, "prompt-canary", "anna@");
        assertThat(lines().get(lines().size() - 1)).contains("audit.stopped");
    }

    @Test
    void refused_key_is_recorded_as_a_denial_once() throws IOException {
        status.set(401);
        open();
        runtime.unclaimed(call());
        runtime.flush(Duration.ofSeconds(20));
        runtime.unclaimed(call());
        runtime.flush(Duration.ofSeconds(1));
        runtime.close();
        assertThat(one("tracer.rejected")).contains("\"outcome\":\"denied\"", "HTTP 401");
    }

    @Test
    void allowed_plaintext_endpoint_is_recorded_and_a_refused_one_too() throws IOException {
        settings.put("honeyhive.url", "http://collector.example:4318");
        settings.put("honeyhive.allow-plain-http", "true");
        open();
        runtime.close();
        assertThat(one("endpoint.plaintext")).contains("http://collector.example:4318");

        settings.put("honeyhive.allow-plain-http", "false");
        open();
        runtime.close();
        assertThat(one("tracer.rejected")).contains("no TLS");
    }

    @Test
    void nothing_is_sent_while_a_required_record_cannot_be_written_and_all_of_it_afterwards() throws Exception {
        settings.put("honeyhive.audit.delivery.spans.sent", "required");
        settings.put("honeyhive.audit.timeout", "200ms");
        Files.writeString(directory.resolve("audit"), "a file, where the log needs a directory");
        open();
        runtime.unclaimed(call());
        runtime.unclaimed(call());
        assertThat(runtime.flush(Duration.ofSeconds(2))).isFalse();
        assertThat(requests).hasValue(0);
        assertThat(runtime.accounts().get("").queued()).isEqualTo(2);

        Files.delete(directory.resolve("audit"));
        assertThat(runtime.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(requests.get()).isPositive();
        runtime.close();
        assertThat(of("spans.sent"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"outcome\":\"pending\""));
        assertThat(one("tracer.stopped")).contains("\"delivered\":\"2\"", "\"dropped\":\"0\"");
    }

    @Test
    void required_start_that_cannot_be_recorded_is_owed_before_anything_is_sent() throws Exception {
        settings.put("honeyhive.audit.delivery.tracer.started", "required");
        settings.put("honeyhive.audit.timeout", "200ms");
        Files.writeString(directory.resolve("audit"), "a file, where the log needs a directory");
        open();
        runtime.unclaimed(call());
        assertThat(runtime.flush(Duration.ofSeconds(2))).isFalse();
        assertThat(requests).hasValue(0);

        Files.delete(directory.resolve("audit"));
        assertThat(runtime.flush(Duration.ofSeconds(60))).isTrue();
        runtime.close();
        assertThat(one("tracer.started")).contains("\"target\":\"default\"");
    }

    @Test
    void durable_records_that_cannot_be_written_hold_nothing_up() throws Exception {
        settings.put("honeyhive.audit.timeout", "200ms");
        Files.writeString(directory.resolve("audit"), "a file, where the log needs a directory");
        open();
        send();
        assertThat(runtime.accounts().get("").delivered()).isEqualTo(1);
    }

    @Test
    void tracer_that_comes_on_later_is_recorded_before_it_sends_anything() throws IOException {
        settings.put("honeyhive.enabled", "false");
        open();
        assertThat(runtime.settings("").active()).isFalse();
        assertThat(of("tracer.started")).isEmpty();

        settings.put("honeyhive.enabled", "true");
        Receiver.await(() -> runtime.settings("").active(), "the default tracer to come on");

        assertThat(one("config.changed")).contains("\"target\":\"enabled of tracer default\"", "\"value\":\"true\"");
        assertThat(one("tracer.started")).contains("\"target\":\"default\"", "\"url\":\"http://127.0.0.1:");
        assertThat(one("key.used")).contains("\"fingerprint\"").doesNotContain(OLD);
        assertThat(requests).hasValue(0);
        send();
        runtime.close();
        assertThat(one("tracer.stopped")).contains("\"target\":\"default\"", "\"delivered\":\"1\"");
    }

    @Test
    void wrong_setting_is_a_problem_with_its_origin_and_nothing_is_sent() {
        settings.put("honeyhive.audit.delivery", "somehow");
        open();
        assertThat(runtime.auditProblem())
                .contains("honeyhive.audit.delivery", "best-effort, durable or required", "the test's source")
                .doesNotContain("somehow");
        runtime.unclaimed(call());
        assertThat(runtime.flush(Duration.ofMillis(500))).isFalse();
        assertThat(requests).hasValue(0);
    }

    @Test
    void nothing_is_written_where_the_log_is_not_enabled() {
        settings.put("honeyhive.audit.enabled", "false");
        open();
        send();
        runtime.close();
        assertThat(directory.resolve("audit")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("honeyhive-audit-shop"));
    }

    private void open() {
        runtime = new HoneyHiveRuntime(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new Changing())
                .build());
    }

    private void send() {
        runtime.unclaimed(call());
        assertThat(runtime.flush(Duration.ofSeconds(20))).isTrue();
    }

    /** A configuration whose values change while it is in use. */
    private final class Changing implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.copyOf(settings.keySet());
        }

        @Override
        public String getValue(String propertyName) {
            return settings.get(propertyName);
        }

        @Override
        public String getName() {
            return "the test's source";
        }
    }

    private String one(String type) throws IOException {
        List<String> found = of(type);
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private List<String> of(String type) throws IOException {
        return lines().stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("audit"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(AuditTest::linesOf)
                    .toList();
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                PROMPT,
                SpanKind.INTERNAL,
                1_700_000_000_000_000_000L,
                1_700_000_000_000_000_001L,
                Attributes.empty(),
                true,
                Baggage.empty(),
                null);
    }
}
