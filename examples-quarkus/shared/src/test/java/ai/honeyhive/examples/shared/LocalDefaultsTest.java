/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDefaultsTest {

    @Test
    void machine_without_keys_gets_console_and_stand_in() {
        var defaults = new LocalDefaults(Map.of("HH_API_KEY", " "));
        assertThat(defaults.getValue("honeyhive.url")).isEqualTo("http://localhost:8765");
        assertThat(defaults.getValue("honeyhive.api-key")).isEqualTo("local-console");
        assertThat(defaults.getValue("assistant.model.url")).isEqualTo("http://localhost:${assistant.port}/v1");
        assertThat(defaults.getValue("assistant.model.name")).isEqualTo("extractive-stand-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HH_API_KEY", "HH_INGESTION_API_KEY", "HH_PROJECT_API_KEY", "HONEYHIVE_API_KEY"})
    void key_of_honeyhive_leaves_url_and_key_to_the_library(String variable) {
        var defaults = new LocalDefaults(Map.of(variable, "hh_some_key"));
        assertThat(defaults.getValue("honeyhive.url")).isNull();
        assertThat(defaults.getValue("honeyhive.api-key")).isNull();
    }

    @Test
    void key_of_openai_is_enough_to_ask_openai() {
        var defaults = new LocalDefaults(Map.of("OPENAI_API_KEY", "sk-1"));
        assertThat(defaults.getValue("assistant.model.url")).isEqualTo("https://api.openai.com/v1");
        assertThat(defaults.getValue("assistant.model.key")).isEqualTo("sk-1");
        assertThat(defaults.getValue("assistant.model.name")).isEqualTo("gpt-4o-mini");
    }

    @Test
    void address_and_name_of_another_model_are_taken() {
        var defaults =
                new LocalDefaults(Map.of("OPENAI_BASE_URL", "http://localhost:11434/v1", "OPENAI_MODEL", "qwen3"));
        assertThat(defaults.getValue("assistant.model.url")).isEqualTo("http://localhost:11434/v1");
        assertThat(defaults.getValue("assistant.model.key")).isEqualTo("none");
        assertThat(defaults.getValue("assistant.model.name")).isEqualTo("qwen3");
    }

    @Test
    void no_name_is_listed_so_that_a_quarkus_build_records_no_value() {
        assertThat(new LocalDefaults(Map.of("OPENAI_API_KEY", "sk-1")).getPropertyNames())
                .isEmpty();
    }
}
