/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @TempDir
    Path directory;

    private final Map<String, String> properties = new HashMap<>();

    private Optional<AuditSettings> read() {
        return AuditSettings.from(name -> Optional.ofNullable(properties.get(name)));
    }

    private void set(String name, String value) {
        properties.put("honeyhive.audit." + name, value);
    }

    @Test
    void nothingSet_isOff() {
        assertThat(read()).isEmpty();
    }

    @Test
    void enabledWithoutADirectory_saysWhatToDo() {
        set("enabled", "true");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("honeyhive.audit.directory is missing. Set it, or switch honeyhive.audit.enabled off.");
    }

    @Test
    void allSet_isRead() throws Exception {
        Path key = Files.writeString(directory.resolve("key.pem"), Logs.PAIR.privatePem());
        set("enabled", "yes");
        set("directory", directory.toString());
        set("application", "shop");
        set("delivery", "required");
        set("delivery.spans.dropped", "best-effort");
        set("timeout", "500ms");
        set("queue", "100");
        set("rotate.bytes", "1M");
        set("rotate.after", "1h");
        set("keep.bytes", "1G");
        set("keep.for", "90d");
        set("checkpoint.interval", "PT30S");
        set("checkpoint.key-file", key.toString());
        set("checkpoint.anchor", "log");
        set("sinks", "file, log");

        AuditSettings settings = read().orElseThrow();

        assertThat(settings.delivery(AuditEventType.SECRET_READ)).isEqualTo(Delivery.REQUIRED);
        assertThat(settings.delivery(AuditEventType.SPANS_DROPPED)).isEqualTo(Delivery.BEST_EFFORT);
        assertThat(settings.timeout).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.queueCapacity).isEqualTo(100);
        assertThat(settings.maxBytes).isEqualTo(1 << 20);
        assertThat(settings.maxAge).isEqualTo(Duration.ofHours(1));
        assertThat(settings.keepBytes).isEqualTo(1 << 30);
        assertThat(settings.keepFor).isEqualTo(Duration.ofDays(90));
        assertThat(settings.checkpointInterval).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.signingKey).isNotNull();
        assertThat(settings.sinks).hasSize(1);
        assertThat(settings.anchors).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, maybe-s3cret",
        "delivery, s3cret",
        "delivery.secret.read, by-s3cret",
        "timeout, s3cret",
        "timeout, 0s",
        "queue, 3",
        "rotate.bytes, 12s3cret",
        "rotate.bytes, 1",
        "checkpoint.anchor, s3cret",
        "sinks, file;s3cret",
        "sinks, syslog",
        "sinks, jdbc",
    })
    void wrongValue_isNamedAndNeverShown(String name, String value) {
        set("enabled", "true");
        set("directory", directory.toString());
        set(name, value);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("honeyhive.audit.")
                .hasMessageNotContaining("s3cret");
    }
}
