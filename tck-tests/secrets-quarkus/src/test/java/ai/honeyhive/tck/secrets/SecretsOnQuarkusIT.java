/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as Quarkus builds it, and as a process of its own. */
class SecretsOnQuarkusIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app");
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void secret_that_was_in_reach_of_the_build_is_nowhere_in_the_application() throws IOException {
        assertThat(holds("control-0815")).isTrue();
        assertThat(holds("canary-4711")).isFalse();
    }

    @Test
    void secret_is_injected_expanded_and_rotated_as_it_is() throws Exception {
        String first = "run-time-${x}$$\\ 1";
        String second = "run-time-${x}$$\\ 2";
        Path secret = Files.writeString(directory.resolve("password"), first + "\n");
        Process process = start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(shown(process, out)).isEqualTo("SHOWN " + first + "|The password is " + first + ".|" + first);
            Files.writeString(secret, second + "\n");
            String expected = "SHOWN " + second + "|The password is " + second + ".|" + second;
            long end = System.nanoTime() + DEADLINE.toNanos();
            String shown = shown(process, out);
            while (!shown.equals(expected)) {
                assertThat(System.nanoTime() - end)
                        .as("deadline; last shown: %s", shown)
                        .isNegative();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                shown = shown(process, out);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void missing_required_secret_ends_the_start_with_its_name() throws Exception {
        Process process = start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isNotZero();
        assertThat(output).contains("cannot start without these secrets").contains("demo.password from file:password");
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                APPLICATION.resolve("quarkus-run.jar").toString());
        builder.environment().put("HONEYHIVE_SECRETS_STORE_FILE_DIRECTORY", directory.toString());
        return builder.redirectErrorStream(true).start();
    }

    private static String shown(Process process, BufferedReader out) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("SHOWN ")) {
                return line;
            }
        }
        throw new AssertionError("the application has ended");
    }

    /** Whether a text is in any file of the application, or in any entry of its jars. */
    private static boolean holds(String text) throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                if (contains(Files.readAllBytes(file), text)
                        || (file.toString().endsWith(".jar") && inside(file, text))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean inside(Path jar, String text) throws IOException {
        try (InputStream in = Files.newInputStream(jar);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (contains(entries.readAllBytes(), text)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }
}
