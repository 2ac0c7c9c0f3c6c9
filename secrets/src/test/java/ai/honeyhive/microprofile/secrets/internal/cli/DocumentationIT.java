/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the page on encryption, run as it is written there, on the packaged jar. */
class DocumentationIT {

    private static final Path PAGE = Path.of("..", "docs", "encryption.md");

    @TempDir
    private Path directory;

    @Test
    void commands_of_the_page_do_what_it_says() throws Exception {
        String commands = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        Path jars = Files.createDirectories(directory.resolve("secrets/target"));
        Path jar = Path.of("target", "honeyhive-secrets-0.1.0-SNAPSHOT.jar");
        Files.copy(jar, jars.resolve(jar.getFileName()));
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", java, (path, added) -> added + ":" + path);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("encrypts from now on")
                .contains("ok     microprofile-config.properties: db.password, key ")
                .contains("\ns3cret\n")
                .contains("1 values are encrypted with key next")
                .endsWith("ok     microprofile-config.properties: db.password, key next\n");
    }
}
