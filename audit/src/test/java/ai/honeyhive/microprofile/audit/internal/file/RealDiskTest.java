/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.honeyhive.microprofile.audit.Logs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that really is full, and then really is read-only: a tmpfs in a name space of its own (Linux). */
class RealDiskTest {

    @TempDir
    Path directory;

    @Test
    void fullAndThenReadOnly_refusesCountsAndGoesOn() throws Exception {
        assumeTrue(
                run("mount -t tmpfs -o size=256k tmpfs " + directory).code() == 0,
                "NOT RUN: unshare -Urm cannot mount a tmpfs here");
        Path mounted = Files.createDirectory(directory.resolve("mounted"));
        Path copy = directory.resolve("copy");
        Path key = Files.writeString(directory.resolve("key.pem"), Logs.PAIR.privatePem());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Run run = run("mount -t tmpfs -o size=256k tmpfs " + mounted + " && " + java + " -cp "
                + System.getProperty("java.class.path") + " " + WriterInTrouble.class.getName() + " " + mounted + " "
                + key
                + " && cp -r " + mounted + "/audit " + copy);
        assertThat(run.code()).as(run.output()).isZero();

        List<String> told = run.output()
                .lines()
                .filter(line -> line.matches("(written|refused) \\d+"))
                .toList();
        List<String> written = told.stream()
                .filter(line -> line.startsWith("written"))
                .map(line -> "\"number\":\"" + line.substring("written ".length()) + "\"")
                .toList();
        assertThat(run.output()).contains("No space left on device", "Read-only file system", "can be written again");
        assertThat(written).hasSizeGreaterThan(20);
        Path log = copy.resolve("shop-1");
        assertThat(Logs.verify(log).exitCode()).isZero();
        String all = String.join("\n", Logs.lines(log));
        assertThat(written).allSatisfy(number -> assertThat(all).contains(number));
        for (String line : told) {
            if (line.startsWith("refused")) {
                assertThat(all).doesNotContain("\"number\":\"" + line.substring("refused ".length()) + "\"");
            }
        }
        assertThat(all).contains("\"type\":\"audit.gap\"", "write_failed");
    }

    private record Run(int code, String output) {}

    private static Run run(String command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("unshare", "-Urm", "sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            return new Run(-1, e.toString());
        }
    }
}
