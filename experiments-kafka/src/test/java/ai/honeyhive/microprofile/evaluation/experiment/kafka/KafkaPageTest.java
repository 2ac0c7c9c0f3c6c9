/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What needs no broker: the code of docs/kafka.md is the code that {@link KafkaEngineTest} runs. */
class KafkaPageTest {

    @Test
    void the_page_shows_the_code_that_ran() throws Exception {
        String here = words(source("java/" + Faq.class.getPackageName().replace('.', '/') + "/Faq.java"))
                + words(source("java/" + Judge.class.getPackageName().replace('.', '/') + "/Judge.java"))
                + words(source("resources/META-INF/microprofile-config.properties"));
        List<String> blocks = Pattern.compile("```(?:java|properties)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/kafka.md")))
                .results()
                .map(match -> words(match.group(1)))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(block -> assertThat(here).contains(block));
    }

    private static String source(String file) throws IOException {
        return Files.readString(Path.of("src/test", file));
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @Test
    void settings_without_a_server_are_refused() {
        assertThatThrownBy(() -> KafkaEngine.of(Map.of(), "faq", 1)).hasMessageContaining("bootstrap.servers");
    }
}
