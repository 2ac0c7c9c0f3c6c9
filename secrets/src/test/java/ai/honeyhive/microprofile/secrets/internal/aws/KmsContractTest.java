/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import ai.honeyhive.microprofile.secrets.internal.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key rings that KMS wraps and whose keys it makes, with moto's checks of signatures and policies switched on. */
class KmsContractTest extends MotoContract {

    @TempDir
    private Path directory;

    @Test
    void ring_is_wrapped_by_kms_and_unwrapped_at_the_start() throws Exception {
        Map<String, String> settings = wrapped();
        try (TestConfig config = TestConfig.of(settings)) {
            assertThat(config.text("db.password")).isEqualTo("pa$$word");
        }
        settings.computeIfPresent(
                "honeyhive.secrets.keys", (name, ring) -> ring.replace("\"kid\":\"one\"", "\"kid\":\"two\""));
        assertThatThrownBy(() -> TestConfig.of(settings))
                .as("a key under another id")
                .hasMessageContaining("Decrypt of key two")
                .hasMessageContaining("kms:Decrypt");
    }

    @Test
    void keys_that_kms_makes_are_in_plain_nowhere_and_rotate_by_the_command_line() throws Exception {
        Map<String, String> settings = settings();
        String config = file("wrapping.properties", settings);
        String ring = directory.resolve("wrapped.json").toString();
        CommandLine.run("", "keygen", "--keys", ring, "--config", config, "--id", "one");
        String value =
                CommandLine.run("pa$$word", "encrypt", "--keys", ring, "--config", config, "--property", "db.password");
        String values = file("values.properties", Map.of("honeyhive.secrets.map.db.password", value.strip()));

        CommandLine.run("", "keygen", "--keys", ring, "--config", config, "--id", "two");
        assertThat(CommandLine.run("", "rotate", "--keys", ring, "--config", config, values))
                .contains("1 values are encrypted with key two");
        assertThat(CommandLine.run("", "check", "--keys", ring, "--config", config, values))
                .contains("ok ")
                .contains("db.password, key two");
        String text = Files.readString(Path.of(ring));
        assertThat(text).containsSubsequence("\"kid\":\"two\"", "\"wrapped\":", "\"kid\":\"one\"", "\"wrapped\":");
        assertThat(text).doesNotContain("\"k\":");

        settings.put("honeyhive.secrets.keys", text);
        settings.put(
                "honeyhive.secrets.map.db.password",
                Files.readString(Path.of(values)).split("=", 2)[1].strip());
        try (TestConfig started = TestConfig.of(settings)) {
            assertThat(started.text("db.password")).isEqualTo("pa$$word");
        }
        account.nobody().use();
        assertThatThrownBy(() -> CommandLine.run("", "keygen", "--keys", ring, "--config", config))
                .hasMessageContaining("needs kms:GenerateDataKeyWithoutPlaintext");
        assertThat(Path.of(ring)).hasContent(text);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("mp.config.property.expressions.enabled", "false");
        settings.put("honeyhive.secrets.store.aws.region", MotoServer.REGION);
        settings.put("honeyhive.secrets.store.aws.endpoint", account.address().toString());
        settings.put("honeyhive.secrets.store.aws.timeout", "1m");
        settings.put("honeyhive.secrets.keys-by", "aws:alias/honeyhive");
        return settings;
    }

    private String file(String name, Map<String, String> settings) throws IOException {
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private Map<String, String> wrapped() throws IOException {
        Map<String, String> settings = settings();
        String config = file("app.properties", settings);
        String ring = directory.resolve("ring.json").toString();
        CommandLine.run("", "keygen", "--keys", ring, "--id", "one");
        String value = CommandLine.run("pa$$word", "encrypt", "--keys", ring, "--property", "db.password");
        String text = CommandLine.run("", "wrap", "--keys", ring, "--config", config);
        assertThat(text).contains("\"wrapped\":").doesNotContain("\"k\":");
        settings.put("honeyhive.secrets.keys", text);
        settings.put("honeyhive.secrets.map.db.password", value.strip());
        return settings;
    }
}
