/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.doctor.Broken.Diagnosis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Set-ups that were broken on purpose, each in one place: the doctor names that place and the remedy, and no key. */
class BrokenSetUpsTest {

    @TempDir
    Path folder;

    private Collector server;

    @BeforeEach
    void start() throws IOException {
        server = Collector.sound();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sound_set_up_has_no_problem_and_costs_one_request_without_a_span() throws IOException {
        Diagnosis diagnosis = Broken.war(server.url()).diagnose(folder);

        assertThat(diagnosis.text()).contains("No problem found.").doesNotContain("PROBLEM", Broken.KEY);
        assertThat(diagnosis.flat())
                .contains(
                        "OK tracer (default): " + server.url() + " with key hh_****6789: it takes spans.",
                        "OK class path",
                        "OK telemetry",
                        "OK code: 1 class");
        assertThat(diagnosis.exitCode()).isZero();
        assertThat(server.bodies()).containsExactly(new byte[] {0x0A, 0x00});
        assertThat(server.keys()).containsExactly("Bearer " + Broken.KEY);
    }

    @Test
    void missing_key_is_told_with_the_variable_that_takes_it() throws IOException {
        assertProblem(
                Broken.war(server.url()).without("honeyhive.api-key"),
                "There is no HoneyHive key",
                "Set the environment variable HH_API_KEY");
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void expression_that_only_the_applications_own_config_source_knows_is_no_problem() throws IOException {
        Broken war = Broken.war(server.url()).property("honeyhive.project", "${assistant.project}");
        assertProblem(war, "honeyhive.project", "names a property that does not exist");

        Diagnosis diagnosis = war.file(
                        "WEB-INF/classes/META-INF/services/org.eclipse.microprofile.config.spi.ConfigSource",
                        "# ours\ncom.example.Defaults\n")
                .diagnose(folder);
        assertThat(diagnosis.flat())
                .contains("NOTE configuration: what com.example.Defaults says is not seen from outside")
                .contains("No problem found.");
    }

    @Test
    void key_with_a_line_break_is_told_with_its_position() throws IOException {
        assertProblem(
                Broken.war(server.url()).property("honeyhive.api-key", "hh_canary\n0123456789"),
                "honeyhive.api-key (from PropertiesConfigSource[source=META-INF/microprofile-config.properties])",
                "it holds a line break");
    }

    @Test
    void plain_http_to_another_host_is_told_before_the_key_travels() throws IOException {
        assertProblem(
                Broken.war("http://honeyhive.example:8080"),
                "http://honeyhive.example:8080: plain http:// to another host",
                "Use https://, or set honeyhive.allow-plain-http=true");
    }

    @Test
    void mistyped_key_is_told_with_the_nearest_one() throws IOException {
        assertProblem(
                Broken.war(server.url()).property("honeyhive.capture.contents", "none"),
                "honeyhive.capture.contents",
                "honeyhive.capture.content");
    }

    @Test
    void value_of_the_wrong_type_is_told_with_what_is_allowed() throws IOException {
        assertProblem(
                Broken.war(server.url()).property("honeyhive.export.delay", "five"),
                "honeyhive.export.delay (from PropertiesConfigSource[source=META-INF/microprofile-config.properties])",
                "Allowed is a duration from 0s to 10m");
    }

    @Test
    void unreachable_host_is_told() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertProblem(
                Broken.war("http://localhost:" + port), "no connection", "Nothing listens there", "honeyhive.url");
    }

    @Test
    void refused_key_is_told_even_if_the_server_repeats_it() throws IOException {
        try (Collector refusing = Collector.answering(401, "no such key: " + Broken.KEY, Map.of())) {
            assertProblem(Broken.war(refusing.url()), "it answered 401", "The key is refused", "honeyhive.api-key");
        }
    }

    @Test
    void redirecting_proxy_is_told_and_not_followed() throws IOException {
        try (Collector proxy = Collector.answering(302, "", Map.of("Location", server.url()))) {
            assertProblem(Broken.war(proxy.url()), "it answered 302", "Redirects are never followed", "honeyhive.url");
        }
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void page_of_a_portal_is_not_taken_for_success() throws IOException {
        try (Collector portal = Collector.answering(200, "<!doctype html><p>Please log in", Map.of())) {
            assertProblem(Broken.war(portal.url()), "a web page answers in the place of HoneyHive");
        }
    }

    @Test
    void clock_that_is_wrong_by_an_hour_is_told_with_the_direction() throws IOException {
        try (Collector later = Collector.answering(
                200, "{}", Map.of("Date", Collector.httpDate(Instant.now().plusSeconds(3600))))) {
            assertProblem(Broken.war(later.url()), "this machine's clock is 3", "s behind the server's", "NTP");
        }
    }

    @Test
    void bundled_open_telemetry_is_told_with_its_jar() throws IOException {
        assertProblem(
                Broken.war(server.url())
                        .library("opentelemetry-api-1.49.0.jar", "io.opentelemetry.api.OpenTelemetry")
                        .library("javaee-api-10.jar", "jakarta.enterprise.inject.spi.CDI"),
                "OpenTelemetry's API is bundled: WEB-INF/lib/opentelemetry-api-1.49.0.jar",
                "Jakarta CDI is bundled: WEB-INF/lib/javaee-api-10.jar",
                "scope provided");
    }

    @Test
    void two_versions_of_ours_are_told() throws IOException {
        assertProblem(
                Broken.war(server.url())
                        .library("honeyhive-interceptors-0.0.9.jar", "ai.honeyhive.microprofile.LLMTraced"),
                "honeyhive-interceptors is there 2 times",
                "honeyhive-interceptors-0.0.9.jar");
    }

    @Test
    void application_without_the_extension_is_told() throws IOException {
        assertProblem(
                Broken.war(server.url()).withoutLibrary("honeyhive-extension-0.1.0.jar"),
                "honeyhive-extension is not in the application",
                "Add the dependency ai.honeyhive.microprofile:honeyhive-extension");
    }

    @Test
    void telemetry_that_is_off_is_told() throws IOException {
        assertProblem(
                Broken.war(server.url()).without("otel.sdk.disabled"),
                "telemetry: it is off (otel.sdk.disabled is not set",
                "Set otel.sdk.disabled=false");
    }

    @Test
    void telemetry_for_the_whole_server_is_noted() throws IOException {
        assertThat(Broken.war(server.url())
                        .variable("OTEL_SDK_DISABLED", "false")
                        .diagnose(folder)
                        .flat())
                .contains("NOTE telemetry: OTEL_SDK_DISABLED is set (EnvConfigSource)");
    }

    @Test
    void unknown_tracer_is_told_before_the_deployment_fails() throws IOException {
        assertProblem(
                Broken.war(server.url()).code(Broken.PaymentsBot.class),
                "HONEYHIVE-003",
                "PaymentsBot.answer(String): nobody configured the tracer \"payments\"",
                "Set honeyhive.tracer.payments.api-key");
    }

    @Test
    void private_method_is_told_before_the_deployment_fails() throws IOException {
        assertProblem(
                Broken.war(server.url()).code(Broken.PrivateBot.class),
                "HONEYHIVE-001",
                "PrivateBot.answer(String): the method is private",
                "Remove private");
    }

    @Test
    void secrets_that_nobody_reads_are_told() throws IOException {
        assertProblem(
                Broken.war(server.url()).property("honeyhive.secrets.stores", "vault"),
                "secrets: honeyhive.secrets.* is set, and nobody reads it",
                "honeyhive-secrets");
    }

    @Test
    void folder_of_a_quarkus_build_is_understood() throws IOException {
        Path app = Files.createDirectories(folder.resolve("target/quarkus-app"));
        Files.createDirectories(app.resolve("io/quarkus/runtime"));
        Files.write(app.resolve("io/quarkus/runtime/Quarkus.class"), new byte[0]);
        Files.writeString(
                app.resolve("application.properties"),
                "honeyhive.url=" + server.url() + "\n%prod.honeyhive.api-key=" + Broken.KEY + "\n");

        Diagnosis diagnosis = Broken.run(Map.of(), folder.resolve("target").toString());

        assertThat(diagnosis.flat())
                .contains(
                        "it takes spans.",
                        "PROBLEM telemetry: Quarkus has none",
                        "Add the extension quarkus-opentelemetry");
        assertThat(diagnosis.exitCode()).isEqualTo(1);
    }

    @Test
    void wrong_use_is_told_with_the_right_one() {
        assertThat(Broken.run(Map.of())).satisfies(diagnosis -> {
            assertThat(diagnosis.exitCode()).isEqualTo(3);
            assertThat(diagnosis.text()).contains("usage: java -jar honeyhive-doctor.jar");
        });
        assertThat(Broken.run(Map.of(), folder.resolve("no.war").toString()).exitCode())
                .isEqualTo(3);
    }

    private void assertProblem(Broken setUp, String... words) throws IOException {
        Diagnosis diagnosis = setUp.diagnose(folder);
        assertThat(diagnosis.flat()).contains("PROBLEM").contains(words);
        assertThat(diagnosis.text()).doesNotContain("hh_canary").doesNotContain("canary0123456789");
        assertThat(diagnosis.exitCode()).isEqualTo(1);
    }
}
