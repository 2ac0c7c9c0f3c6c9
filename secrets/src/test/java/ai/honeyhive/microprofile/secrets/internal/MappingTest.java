/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.secrets.internal.StagedStore.Stage;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes a property and what does not, on a real SmallRye Config. */
class MappingTest {

    private final Stage stage = StagedStore.stage("mapping");

    static Stream<String> awkwardValues() {
        return Stream.of(
                "pa${ss}w",
                "p$$w",
                "${unclosed",
                "${handler::x}",
                "$",
                "$$",
                "\\",
                "\\${x}",
                "\\\\$",
                "a,b,c",
                "  blanks  ",
                "line\nbreak\r\n",
                "{brace}",
                "emoji 😀",
                "\"quoted\"",
                "#!=:",
                "x".repeat(64 * 1024),
                "$".repeat(1000));
    }

    @ParameterizedTest
    @MethodSource("awkwardValues")
    void awkward_value_comes_out_as_it_is(String value) {
        stage.gives("password", value);
        try (TestConfig config = mapped("db.password", "mapping:app#password")) {
            assertThat(config.text("db.password")).isEqualTo(value);
            assertThat(config.secrets().get("db.password").reveal()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("awkwardValues")
    void awkward_value_survives_inside_an_expression_of_another_property(String value) {
        stage.gives("key", value);
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.mapping.type", "staged",
                "honeyhive.secrets.map.my.key", "mapping:app#key",
                "otel.exporter.otlp.headers", "authorization=Bearer ${my.key}")) {
            assertThat(config.text("otel.exporter.otlp.headers")).isEqualTo("authorization=Bearer " + value);
        }
    }

    @Test
    void expressions_switched_off_leave_the_value_alone() {
        stage.gives("password", "p$$w${x}");
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.mapping.type", "staged",
                "honeyhive.secrets.map.db.password", "mapping:app#password",
                "mp.config.property.expressions.enabled", "false")) {
            assertThat(config.text("db.password")).isEqualTo("p$$w${x}");
        }
    }

    @Test
    void nothing_mapped_makes_no_source() {
        try (TestConfig config = TestConfig.of("some.property", "x")) {
            assertThat(config.config().getConfigSources()).noneMatch(Secrets.class::isInstance);
            assertThat(config.secrets().names()).isEmpty();
            assertThatThrownBy(() -> config.secrets().get("some.property"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("honeyhive.secrets.map.some.property");
        }
    }

    @Test
    void values_are_hidden_where_properties_are_listed() {
        stage.gives("password", "canary-4711");
        try (TestConfig config = mapped("db.password", "mapping:app#password")) {
            ConfigSource source = source(config.config());
            assertThat(source.getProperties()).containsExactly(Map.entry("db.password", "****"));
            assertThat(source.getPropertyNames()).containsExactly("db.password");
            assertThat(source.getOrdinal()).isEqualTo(270);
            assertThat(source.toString()
                            + config.secrets().get("db.password")
                            + config.secrets().stores())
                    .doesNotContain("canary-4711");
        }
    }

    @Test
    void higher_ordinal_overrides_config_and_not_the_typed_access() {
        stage.gives("password", "from the store");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredSources()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "honeyhive.secrets.store.mapping.type", "staged",
                                "honeyhive.secrets.map.db.password", "mapping:app#password"),
                        "file",
                        100))
                .withSources(new PropertiesConfigSource(Map.of("db.password", "by the operator"), "operator", 300))
                .build();
        assertThat(config.getValue("db.password", String.class)).isEqualTo("by the operator");
        assertThat(Secrets.of(config).get("db.password").reveal()).isEqualTo("from the store");
        Secrets.of(config).shutDown();
    }

    @Test
    void only_value_needs_no_field() {
        stage.gives("whatever", "v");
        try (TestConfig config = mapped("db.password", "mapping:app")) {
            assertThat(config.text("db.password")).isEqualTo("v");
        }
    }

    @Test
    void several_values_need_a_field() {
        stage.gives("one", "1", "two", "2");
        assertThatThrownBy(() -> mapped("db.password", "mapping:app"))
                .hasMessageContaining("db.password")
                .hasMessageContaining("2 fields: name one after #");
    }

    @Test
    void import_takes_what_its_patterns_allow_and_nothing_else() {
        stage.gives("db-user", "u", "db-pass", "p", "api-key", "k", "other", "o", "db bad\n", "x");
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.mapping.type", "staged",
                "honeyhive.secrets.import.pay", "mapping:app#db-*, api-key")) {
            assertThat(config.secrets().names()).containsExactly("pay.api-key", "pay.db-pass", "pay.db-user");
            assertThat(config.text("pay.db-user")).isEqualTo("u");
            assertThat(config.text("pay.other")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "honeyhive.secrets.import.quarkus.http=mapping:app#a",
                "honeyhive.secrets.import.otel=mapping:app#a",
                "honeyhive.secrets.import.honeyhive=mapping:app#a",
                "honeyhive.secrets.import.pay=mapping:app#*",
                "honeyhive.secrets.import.pay=mapping:app",
                "honeyhive.secrets.map.honeyhive.secrets.keys=mapping:app#a",
                "honeyhive.secrets.map.mp.config.profile=mapping:app#a",
                "honeyhive.secrets.map.config_ordinal=mapping:app#a",
                "honeyhive.secrets.map.otel.exporter.otlp.headers=mapping:app#a",
                "honeyhive.secrets.map.db.password=not-a-reference-canary",
                "honeyhive.secrets.map.db.password=mapping:../canary#a",
                "honeyhive.secrets.map.db.password=mapping:a%2e%2e/canary#a",
                "honeyhive.secrets.map.db.password=nostore:canary#a"
            })
    void wrong_setting_ends_the_start_and_is_named_without_its_value(String setting) {
        stage.gives("a", "x");
        String[] parts = setting.split("=", 2);
        List<String> names = List.of("honeyhive.secrets.store.nostore.type", parts[0]);
        assertThatThrownBy(() -> TestConfig.of("honeyhive.secrets.store.mapping.type", "staged", parts[0], parts[1]))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(
                        e -> assertThat(names).anyMatch(name -> e.getMessage().contains(name)))
                .hasMessageNotContaining("canary");
    }

    @Test
    void opentelemetry_property_is_refused_with_the_way_that_works() {
        assertThatThrownBy(() -> mapped("otel.exporter.otlp.headers", "mapping:app#a"))
                .hasMessageContaining("otel.exporter.otlp.headers=...${your.name}...");
    }

    @Test
    void every_wrong_setting_is_told_at_once() {
        assertThatThrownBy(() -> TestConfig.of(
                        "honeyhive.secrets.map.a", "wrong",
                        "honeyhive.secrets.max-stale", "soon",
                        "honeyhive.secrets.ordinal", "high"))
                .hasMessageContaining("honeyhive.secrets.map.a")
                .hasMessageContaining("honeyhive.secrets.max-stale")
                .hasMessageContaining("honeyhive.secrets.ordinal");
    }

    @Test
    void disabled_contacts_no_store() {
        int before = stage.readers.size();
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.enabled", "false",
                "honeyhive.secrets.store.mapping.type", "staged",
                "honeyhive.secrets.map.db.password", "mapping:app#password")) {
            assertThat(config.text("db.password")).isNull();
        }
        assertThat(stage.readers).hasSize(before);
    }

    private static TestConfig mapped(String property, String reference) {
        return TestConfig.of(
                "honeyhive.secrets.store.mapping.type", "staged", "honeyhive.secrets.map." + property, reference);
    }

    private static ConfigSource source(SmallRyeConfig config) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(Secrets.class::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
