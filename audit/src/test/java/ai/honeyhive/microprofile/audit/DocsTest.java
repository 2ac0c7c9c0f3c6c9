/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocsTest {

    private static final String PAGE = Logs.read(Path.of("../docs/audit.md"));

    @Test
    void eachType_hasARowWithItsDelivery() {
        for (AuditEventType type : AuditEventType.values()) {
            assertThat(PAGE)
                    .contains("| `" + type.id() + "` | " + type.delivery().id() + " |");
        }
    }

    @Test
    void eachPropertyThatIsRead_standsInTheTable() {
        Set<String> asked = new HashSet<>();
        AuditSettings.from(name -> {
            asked.add(name.substring("honeyhive.audit.".length()));
            return Optional.ofNullable(
                    switch (name) {
                        case "honeyhive.audit.enabled" -> "true";
                        case "honeyhive.audit.directory" -> "audit";
                        case "honeyhive.audit.sinks" -> "syslog,jdbc,otlp";
                        case "honeyhive.audit.syslog.host" -> "localhost";
                        case "honeyhive.audit.otlp.url" -> "http://localhost:4318/v1/logs";
                        case "honeyhive.audit.jdbc.url" -> "jdbc:none";
                        default -> null;
                    });
        });
        asked.removeIf(name -> name.startsWith("delivery."));
        assertThat(asked)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(PAGE).contains("`" + name + "`"));
    }
}
