/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static ai.honeyhive.microprofile.internal.config.Settings.INGESTION_KEY;
import static ai.honeyhive.microprofile.internal.config.Settings.PROJECT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values: the connection settings and option tables of HoneyHive's Python SDK 1.5.1 and 1.6.0. */
class HoneyHiveConfigTest {

    @Test
    void nothing_is_set_degrades_with_one_clear_message() {
        HoneyHiveConfig config = new Settings().read();

        assertThat(config.tracer("").active()).isFalse();
        assertThat(config.problems()).singleElement().asString().contains("HH_API_KEY", "nothing is recorded");
        assertThat(config.startUpLine()).contains("records nothing");
    }

    @Test
    void only_a_key_is_set_gives_the_documented_defaults() {
        HoneyHiveConfig config =
                Settings.withVariable("HH_API_KEY", PROJECT_KEY).read();

        TracerConfig tracer = config.tracer("");
        assertThat(config.problems()).isEmpty();
        assertThat(tracer.active()).isTrue();
        assertThat(tracer.url()).isEqualTo(URI.create("https://api.dp1.us.honeyhive.ai"));
        assertThat(tracer.source()).isEqualTo("dev");
        assertThat(tracer.sessionName()).isNull();
        assertThat(tracer.capture())
                .isEqualTo(new CallSettings(true, CallSettings.Content.FULL, false, 64 << 10, 8, 200));
        assertThat(tracer.export()).isEqualTo(ExportConfig.DEFAULT);
        assertThat(config.foreignSpans()).isEqualTo(ForeignSpans.LLM);
        assertThat(config.redaction()).isTrue();
    }

    @Test
    void key_in_several_places_is_taken_from_the_strongest() {
        Settings settings = Settings.withVariable("HONEYHIVE_API_KEY", "hh_weakest");
        assertThat(settings.read().tracer("").key()).isEqualTo(ApiKey.of("hh_weakest"));
        settings.andVariable("HH_PROJECT_API_KEY", "hh_third");
        assertThat(settings.read().tracer("").key()).isEqualTo(ApiKey.of("hh_third"));
        settings.andVariable("HH_API_KEY", "hh_second");
        assertThat(settings.read().tracer("").key()).isEqualTo(ApiKey.of("hh_second"));
        settings.andVariable("HH_INGESTION_API_KEY", INGESTION_KEY);
        assertThat(settings.read().tracer("").key()).isEqualTo(ApiKey.of(INGESTION_KEY));
    }

    @Test
    void property_beats_every_variable() {
        assertThat(Settings.withVariable("HH_INGESTION_API_KEY", INGESTION_KEY)
                        .and("honeyhive.api-key", "hh_explicit")
                        .read()
                        .tracer("")
                        .key())
                .isEqualTo(ApiKey.of("hh_explicit"));
    }

    @Test
    void deprecated_variable_works_and_is_named_once() {
        HoneyHiveConfig config =
                Settings.withVariable("HONEYHIVE_API_KEY", PROJECT_KEY).read();

        assertThat(config.tracer("").active()).isTrue();
        assertThat(config.problems()).singleElement().asString().contains("HONEYHIVE_API_KEY", "Use HH_API_KEY");
    }

    @Test
    void blank_variable_counts_as_unset() {
        HoneyHiveConfig config = Settings.withVariable("HH_INGESTION_API_KEY", "   ")
                .andVariable("HH_API_KEY", "  " + PROJECT_KEY + " ")
                .read();

        assertThat(config.tracer("").key()).isEqualTo(ApiKey.of(PROJECT_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hh_ingst_tooshort",
                "hh_ingst_aaaaaaaaaaaaaaaaaaaaaaaa_",
                "hh_fgdp_aaaaaaaaaaaaaaaaaaaaaaaa_canary",
                "canary with blanks",
                "canary\u00e9"
            })
    void key_that_cannot_work_is_refused_without_showing_it(String key) {
        HoneyHiveConfig config = Settings.with("honeyhive.api-key", key)
                .andVariable("HH_API_KEY", PROJECT_KEY)
                .read();

        assertThat(config.tracer("").active()).isFalse();
        assertThat(config.problems())
                .anySatisfy(problem ->
                        assertThat(problem).contains("honeyhive.api-key", "app.properties", "ingestion key"));
        assertThat(config.problems()).noneMatch(problem -> problem.contains(key) || problem.contains("canary"));
        assertThat(config.startUpLine()).doesNotContain("canary");
    }

    @Test
    void malformed_ingestion_variable_is_not_replaced_by_the_project_key() {
        HoneyHiveConfig config = Settings.withVariable("HH_INGESTION_API_KEY", PROJECT_KEY)
                .andVariable("HH_API_KEY", "hh_other")
                .read();

        assertThat(config.tracer("").key()).isNull();
        assertThat(config.problems())
                .anySatisfy(problem ->
                        assertThat(problem).contains("HH_INGESTION_API_KEY").doesNotContain(PROJECT_KEY));
    }

    @Test
    void key_file_with_a_line_break_at_its_end_works() {
        assertThat(Settings.with("honeyhive.api-key", PROJECT_KEY + "\r\n")
                        .read()
                        .tracer("")
                        .key())
                .isEqualTo(ApiKey.of(PROJECT_KEY));
    }

    @Test
    void rotated_key_is_seen() {
        AtomicReference<String> current = new AtomicReference<>("hh_before");
        Config config =
                new SmallRyeConfigBuilder().withSources(new Changing(current)).build();
        HoneyHiveConfig read = HoneyHiveConfig.read(config);
        current.set("hh_after");

        assertThat(read.tracer("").key()).isEqualTo(ApiKey.of("hh_before"));
        assertThat(read.currentKey("")).isEqualTo(ApiKey.of("hh_after"));
        current.set("no key at all");
        assertThat(read.currentKey("")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "HH_API_URL,https://tenant.api.honeyhive.ai/,https://tenant.api.honeyhive.ai",
        "HH_DATA_PLANE_URL,https://tenant.api.honeyhive.ai//,https://tenant.api.honeyhive.ai",
        "HH_SERVER_URL,https://self.hosted/base/,https://self.hosted/base",
        "HH_API_URL,ftp://self.hosted,https://api.dp1.us.honeyhive.ai",
        "HH_API_URL,self.hosted,https://api.dp1.us.honeyhive.ai",
        "HH_API_URL,https://user:secret@self.hosted,https://api.dp1.us.honeyhive.ai",
    })
    void url_is_taken_without_its_slash_or_refused(String variable, String text, String expected) {
        HoneyHiveConfig config = Settings.withVariable("HH_API_KEY", PROJECT_KEY)
                .andVariable(variable, text)
                .read();

        assertThat(config.tracer("").url()).isEqualTo(URI.create(expected));
        assertThat(config.tracer("").active()).isTrue();
        assertThat(config.problems()).noneMatch(problem -> problem.contains("secret@"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4318,true",
        "http://127.0.0.1,true",
        "http://127.9.9.9:1,true",
        "http://[::1]:8080,true",
        "http://honeyhive.example,false",
        "http://127.0.0.1.example,false",
        "http://10.0.0.1,false",
        "http://localhost.example,false",
    })
    void plain_http_is_for_this_host_only(String url, boolean allowed) {
        Settings settings = Settings.with("honeyhive.url", url).and("honeyhive.api-key", PROJECT_KEY);

        assertThat(settings.read().tracer("").active()).isEqualTo(allowed);
        if (!allowed) {
            assertThat(settings.read().problems())
                    .singleElement()
                    .asString()
                    .contains("honeyhive.url", "honeyhive.allow-plain-http=true");
            assertThat(settings.and("honeyhive.allow-plain-http", "yes")
                            .read()
                            .tracer("")
                            .active())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"HH_DISABLE_TRACING,on", "HH_TEST_MODE,1", "HONEYHIVE_ENABLED,no"})
    void switched_off_by_variable_records_nothing_and_complains_of_nothing(String variable, String value) {
        HoneyHiveConfig config = Settings.withVariable(variable, value).read();

        assertThat(config.enabled()).isFalse();
        assertThat(config.tracer("").active()).isFalse();
        assertThat(config.problems()).isEmpty();
        assertThat(config.startUpLine()).contains("HoneyHive is off");
    }

    @Test
    void variables_of_the_export_are_translated() {
        HoneyHiveConfig config = Settings.withVariable("HH_API_KEY", PROJECT_KEY)
                .andVariable("HH_FLUSH_INTERVAL", "2.5")
                .andVariable("HH_EXPORT_TIMEOUT", "7")
                .andVariable("HH_BATCH_SIZE", "100")
                .andVariable("HH_CAPTURE_OUTPUTS", "false")
                .read();

        ExportConfig export = config.tracer("").export();
        assertThat(export.delay()).isEqualTo(Duration.ofMillis(2500));
        assertThat(export.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(export.batchSize()).isEqualTo(100);
        assertThat(config.tracer("").capture().content()).isEqualTo(CallSettings.Content.METADATA);
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void variable_without_meaning_here_is_named_with_its_remedy() {
        HoneyHiveConfig config = Settings.withVariable("HH_API_KEY", PROJECT_KEY)
                .andVariable("HH_MAX_QUEUE_SIZE", "2048")
                .read();

        assertThat(config.problems())
                .singleElement()
                .asString()
                .contains("HH_MAX_QUEUE_SIZE", "honeyhive.export.queue-bytes");
    }

    @Test
    void named_tracer_inherits_all_but_key_and_project() {
        HoneyHiveConfig config = Settings.with("honeyhive.api-key", "hh_default")
                .and("honeyhive.project", "main")
                .and("honeyhive.source", "production")
                .and("honeyhive.url", "https://self.hosted")
                .and("honeyhive.capture.content", "none")
                .and("honeyhive.export.queue-bytes", "1M")
                .and("honeyhive.tracer.payments.api-key", "hh_payments")
                .and("honeyhive.tracer.payments.export.queue-bytes", "64K")
                .and("honeyhive.tracer.keyless.source", "test")
                .read();

        TracerConfig payments = config.tracer("payments");
        assertThat(payments.key()).isEqualTo(ApiKey.of("hh_payments"));
        assertThat(payments.project()).isEmpty();
        assertThat(payments.source()).isEqualTo("production");
        assertThat(payments.url()).isEqualTo(URI.create("https://self.hosted"));
        assertThat(payments.capture().content()).isEqualTo(CallSettings.Content.NONE);
        assertThat(payments.export().queueBytes()).isEqualTo(64 << 10);
        assertThat(config.tracer("").export().queueBytes()).isEqualTo(1 << 20);
        assertThat(config.tracer("keyless").active()).isFalse();
        assertThat(config.problems())
                .singleElement()
                .asString()
                .contains("keyless", "honeyhive.tracer.keyless.api-key");
        assertThat(config.tracer("nobody").active()).isFalse();
        assertThat(config.tracers()).containsOnlyKeys("", "payments", "keyless");
    }

    @Test
    void tracer_that_only_the_environment_knows_exists() {
        HoneyHiveConfig config = Settings.withVariable("HONEYHIVE_TRACER_CARD_FRAUD_API_KEY", "hh_fraud")
                .andVariable("HONEYHIVE_TRACER_CARD_FRAUD_CAPTURE_ON_SPAN", "true")
                .read();

        assertThat(config.tracer("card-fraud").key()).isEqualTo(ApiKey.of("hh_fraud"));
        assertThat(config.tracer("card-fraud").capture().onSpan()).isTrue();
        assertThat(config.tracers()).containsOnlyKeys("", "card-fraud");
    }

    @Test
    void start_up_line_tells_where_and_what_and_masks_the_key() {
        String line = Settings.withVariable("HH_API_KEY", PROJECT_KEY)
                .andVariable("HH_PROJECT", "assistant")
                .and("honeyhive.tracer.payments.api-key", INGESTION_KEY)
                .and("honeyhive.tracer.payments.capture.on-span", "true")
                .read()
                .startUpLine();

        assertThat(line)
                .contains(
                        "https://api.dp1.us.honeyhive.ai",
                        "hh_****6789",
                        "project assistant",
                        "source dev",
                        "for HoneyHive only",
                        "tracer payments",
                        "hh_ingst_a1a1a1a1a1a1a1a1a1a1a1a1_******",
                        "on the shared span too")
                .doesNotContain(PROJECT_KEY, INGESTION_KEY);
    }

    /** A config source whose key changes, as one that reads a secret store does. */
    private record Changing(AtomicReference<String> key) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public Map<String, String> getProperties() {
            return Map.of();
        }

        @Override
        public String getValue(String name) {
            return name.equals("honeyhive.api-key") ? key.get() : null;
        }

        @Override
        public String getName() {
            return "changing";
        }
    }
}
