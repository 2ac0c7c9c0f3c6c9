/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as a user runs it. */
class DoctorJarIT {

    @TempDir
    Path folder;

    @Test
    void command_of_the_docs_works_on_a_war() throws Exception {
        try (Collector server = Collector.sound()) {
            Broken.war(server.url()).without("honeyhive.api-key").diagnose(folder);
            ProcessBuilder command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    "target/honeyhive-doctor.jar",
                    folder.resolve("assistant.war").toString());
            command.environment().put("HH_API_KEY", Broken.KEY);
            Path output = folder.resolve("output.txt");
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(Files.readString(output, UTF_8))
                    .contains("No problem found.")
                    .doesNotContain(Broken.KEY);
            assertThat(process.exitValue()).isZero();
            assertThat(server.keys()).containsExactly("Bearer " + Broken.KEY);
        }
    }
}
