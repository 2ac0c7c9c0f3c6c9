/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditKeysTest {

    @Test
    void keys_are_those_that_the_audit_log_reads() {
        Set<String> asked = new TreeSet<>();
        AuditSettings.from(name -> {
            asked.add(name);
            return Optional.ofNullable(
                    switch (name) {
                        case "honeyhive.audit.enabled" -> "true";
                        case "honeyhive.audit.directory" -> "audit";
                        case "honeyhive.audit.sinks" -> "syslog,jdbc,log,otlp";
                        case "honeyhive.audit.syslog.host" -> "localhost";
                        case "honeyhive.audit.otlp.url" -> "http://localhost:4318/v1/logs";
                        case "honeyhive.audit.jdbc.url" -> "jdbc:none";
                        default -> null;
                    });
        });
        Set<String> known = new TreeSet<>(AuditKeys.names());
        known.remove("honeyhive.audit.delivery.<type>");
        Arrays.stream(AuditEventType.values())
                .map(type -> AuditKeys.DELIVERY_PREFIX + type.id())
                .forEach(known::add);
        assertThat(asked).isEqualTo(known);
    }

    @Test
    void mistyped_key_of_the_audit_log_is_named_with_the_nearest() {
        assertThat(Settings.with("honeyhive.audit.direktory", "x").read().problems())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("honeyhive.audit.direktory is no key", "honeyhive.audit.directory"));
        assertThat(Settings.with("honeyhive.audit.delivery.spans.sent", "required").read().problems().stream()
                        .collect(Collectors.joining()))
                .doesNotContain("is no key");
    }
}
