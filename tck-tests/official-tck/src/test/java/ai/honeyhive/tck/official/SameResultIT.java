/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.testng.annotations.Test;

/** The official TCKs come to the same result with HoneyHive in every deployment as without it. */
public final class SameResultIT {

    private static final String STARTED = "HoneyHive records to";

    private static final TckRun TELEMETRY_WITHOUT = new TckRun("telemetry-without");
    private static final TckRun TELEMETRY_WITH = new TckRun("telemetry-with");
    private static final TckRun CONFIG_WITHOUT = new TckRun("config-without");
    private static final TckRun CONFIG_WITH = new TckRun("config-with");

    @Test
    public void telemetryTck_passesWithAndWithoutUs() {
        List<String> without = TckResults.of(TELEMETRY_WITHOUT);

        assertThat(without).hasSizeGreaterThan(50).allMatch(result -> result.endsWith(" passed"));
        assertThat(TckResults.of(TELEMETRY_WITH)).isEqualTo(without);
    }

    @Test
    public void configTck_hasTheSameResultWithAndWithoutUs() {
        List<String> without = TckResults.of(CONFIG_WITHOUT);

        assertThat(without).hasSizeGreaterThan(300).anyMatch(result -> result.endsWith(" passed"));
        assertThat(TckResults.of(CONFIG_WITH)).isEqualTo(without);
    }

    @Test
    public void honeyHive_wasAtWorkWhereItShouldBeAndNowhereElse() throws IOException {
        assertThat(Files.readString(TELEMETRY_WITH.serverLog())).contains(STARTED);
        assertThat(Files.readString(CONFIG_WITH.serverLog())).contains(STARTED);
        assertThat(Files.readAllLines(TELEMETRY_WITH.received()))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.equals("POST /opentelemetry/v1/traces"));
        assertThat(Files.readString(TELEMETRY_WITHOUT.serverLog())).doesNotContain("HoneyHive");
        assertThat(Files.readString(CONFIG_WITHOUT.serverLog())).doesNotContain("HoneyHive");
        assertThat(TELEMETRY_WITHOUT.received()).doesNotExist();
        assertThat(CONFIG_WITHOUT.received()).doesNotExist();
    }
}
