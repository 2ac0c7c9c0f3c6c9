/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static ai.honeyhive.microprofile.internal.config.Settings.PROJECT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {

    private static Settings withKey() {
        return Settings.with("honeyhive.api-key", PROJECT_KEY);
    }

    @Test
    void keys_of_other_modules_are_not_ours_to_judge() {
        assertThat(withKey()
                        .and("honeyhive.secrets.map.db.password", "vault:secret/app#password")
                        .and("honeyhive.secrets.boot-budget", "5s")
                        .and("honeyhive.audit.directory", "/var/lib/shop/audit")
                        .read()
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "honeyhive.api.keys,honeyhive.api-key",
        "honeyhive.projct,honeyhive.project",
        "honeyhive.capture.contents,honeyhive.capture.content",
        "honeyhive.export.queue-size,honeyhive.export.queue-bytes",
        "%prod.honeyhive.sorce,honeyhive.source",
        "honeyhive.tracer.payments.sourc,honeyhive.tracer.payments.source",
        "honeyhive.tracer.payments,honeyhive.tracer.<name>.",
        "honeyhive.traced.shop.Bot/ask/modell,honeyhive.traced.shop.Bot/ask/model",
        "honeyhive.traced.shop.Bot/kinds,honeyhive.traced.shop.Bot/kind",
    })
    void unknown_key_gives_one_message_with_the_nearest_valid_key(String mistyped, String nearest) {
        List<String> problems = withKey()
                .and("honeyhive.tracer.payments.api-key", "hh_p")
                .and(mistyped, "x")
                .read()
                .problems();

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(mistyped.replaceFirst("^%prod\\.", ""))
                .contains("nearest valid key is " + nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "honeyhive.export.delay,soon",
        "honeyhive.export.delay,-5s",
        "honeyhive.export.delay,2h",
        "honeyhive.export.queue-bytes,1K",
        "honeyhive.export.queue-bytes,99999999999999G",
        "honeyhive.export.batch-size,0",
        "honeyhive.export.batch-size,many",
        "honeyhive.export.compression-level,10",
        "honeyhive.capture.content,everything",
        "honeyhive.capture.on-span,perhaps",
        "honeyhive.spans.foreign,some",
        "honeyhive.enabled,ja",
        "honeyhive.project,a/b",
        "honeyhive.traced.shop.Bot/ask/kind,robot",
        "honeyhive.traced.shop.*/tracer,paymnets",
    })
    void wrong_value_gives_one_message_and_the_default(String key, String wrong) {
        HoneyHiveConfig config = withKey().and(key, wrong).read();

        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith(key)
                .contains("app.properties", "Allowed is")
                .doesNotContain(wrong + " ");
        assertThat(config.enabled()).isTrue();
        assertThat(config.tracer("").export()).isEqualTo(ExportConfig.DEFAULT);
    }

    @Test
    void wrong_value_that_tracers_inherit_is_reported_once() {
        assertThat(withKey()
                        .and("honeyhive.export.delay", "soon")
                        .and("honeyhive.tracer.a.api-key", "hh_a")
                        .and("honeyhive.tracer.b.api-key", "hh_b")
                        .read()
                        .problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PT5S,5000", "500ms,500", "5s,5000", "1.5s,1500", "2m,120000", "0s,0", "5S,5000"})
    void duration_may_be_written_in_several_ways(String text, long millis) {
        assertThat(withKey()
                        .and("honeyhive.export.delay", text)
                        .read()
                        .tracer("")
                        .export()
                        .delay())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"65536,65536", "64K,65536", "64 KiB,65536", "1m,1048576", "2MB,2097152", "1G,1073741824"})
    void size_may_be_written_in_several_ways(String text, long bytes) {
        assertThat(withKey()
                        .and("honeyhive.export.queue-bytes", text)
                        .read()
                        .tracer("")
                        .export()
                        .queueBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "YES,true", "On,true", "enabled,true", "1,true", "off,false", "Disabled,false", "0,false"})
    void boolean_is_read_as_the_sdks_read_it(String text, boolean expected) {
        assertThat(withKey()
                        .and("honeyhive.capture.on-span", text)
                        .read()
                        .tracer("")
                        .capture()
                        .onSpan())
                .isEqualTo(expected);
    }

    @Test
    void correct_keys_in_every_spelling_of_the_environment_are_no_problem() {
        assertThat(withKey()
                        .andVariable("HONEYHIVE_EXPORT_QUEUE_BYTES", "1M")
                        .andVariable("HONEYHIVE_TRACER_PAYMENTS_API_KEY", "hh_p")
                        .andVariable("HONEYHIVE_CONSOLE_SERVICE_HOST", "10.0.0.7")
                        .and("honeyhive.traced.shop.Bot/ask/kind", "MODEL")
                        .and("honeyhive.traced.shop.Bot/importance", "critical")
                        .read()
                        .problems())
                .isEmpty();
    }

    @Test
    void expression_without_a_value_is_reported_and_counts_as_unset() {
        HoneyHiveConfig config = withKey()
                .and("honeyhive.source", "${nobody.has.this}")
                .and("honeyhive.project", "${nor.this:}")
                .read();

        assertThat(config.tracer("").source()).isEqualTo("dev");
        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith("honeyhive.source (from ")
                .contains("cannot be read");
    }

    @Test
    void config_source_that_throws_does_not_get_through() {
        Config config = new SmallRyeConfigBuilder().withSources(new Throwing()).build();

        HoneyHiveConfig read = HoneyHiveConfig.read(config);

        assertThat(read.tracer("").active()).isFalse();
        assertThat(read.problems())
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hh_canary"))
                .anyMatch(problem -> problem.startsWith("honeyhive.api-key cannot be read"));
    }

    @Test
    void prices_that_are_wrong_or_missing_are_told_with_their_line_and_no_cost_is_worked_out(@TempDir Path folder)
            throws IOException {
        Path wrong = Files.writeString(folder.resolve("prices.csv"), "model,from,input\nx,2026-01-01,cheap\n");

        HoneyHiveConfig config =
                withKey().and("honeyhive.cost.prices", wrong.toString()).read();
        HoneyHiveConfig missing = withKey()
                .and("honeyhive.cost.prices", folder.resolve("none.csv").toString())
                .read();
        HoneyHiveConfig noResource =
                withKey().and("honeyhive.cost.prices", "classpath:/no/such.csv").read();

        assertThat(config.prices()).isNull();
        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith("honeyhive.cost.prices (from ")
                .contains(wrong + ", line 2, has \"cheap\" as its input price")
                .endsWith("Until it is corrected no cost is worked out.");
        assertThat(missing.prices()).isNull();
        assertThat(missing.problems()).singleElement().asString().contains("there is no " + folder);
        assertThat(noResource.prices()).isNull();
        assertThat(noResource.problems()).singleElement().asString().contains("there is no classpath:/no/such.csv");
    }

    @Test
    void prices_are_found_on_the_class_path() {
        assertThat(withKey()
                        .and("honeyhive.cost.prices", "classpath:ai/honeyhive/microprofile/evaluation/prices.csv")
                        .read()
                        .prices())
                .isNotNull();
    }

    private static final class Throwing implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public String getValue(String name) {
            if (name.startsWith("honeyhive") || name.startsWith("hh") || name.startsWith("H")) {
                throw new IllegalStateException("the value is hh_canary");
            }
            return null;
        }

        @Override
        public String getName() {
            return "throwing";
        }
    }
}
