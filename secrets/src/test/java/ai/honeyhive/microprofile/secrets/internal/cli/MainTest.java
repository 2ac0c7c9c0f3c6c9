/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, and that a configuration made with them works. */
class MainTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String ring;

    @BeforeEach
    void ring() {
        ring = directory.resolve("ring.json").toString();
        assertThat(run("", "keygen", "--keys", ring, "--id", "first")).isZero();
    }

    @Test
    void ring_is_readable_by_its_owner_only() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(ring))))
                .isEqualTo("rw-------");
    }

    @Test
    void encrypted_value_decrypts() {
        String encrypted = encrypt("db.password", "pa$$w${x},\\\n");
        assertThat(encrypted).startsWith("enc:ey");
        assertThat(run(encrypted, "decrypt", "--keys", ring, "--property", "db.password"))
                .isZero();
        assertThat(out()).isEqualTo("pa$$w${x},\\\n\n");
    }

    @Test
    void value_for_another_property_does_not_decrypt() {
        assertThat(run(encrypt("db.password", "s3cret"), "decrypt", "--keys", ring, "--property", "db.user"))
                .isEqualTo(1);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("db.user").doesNotContain("s3cret");
    }

    @Test
    void rotation_changes_the_values_and_nothing_else_of_a_file() throws Exception {
        Path file = directory.resolve("microprofile-config.properties");
        String text =
                "# a comment\nsome.key = value\nhoneyhive.secrets.map.db.password=" + encrypt("db.password", "one")
                        + "\n%prod.honeyhive.secrets.map.api.key = " + encrypt("api.key", "two") + "\nlast=1\n";
        Files.writeString(file, text);
        assertThat(run("", "keygen", "--keys", ring, "--id", "second")).isZero();
        assertThat(run("", "rotate", "--keys", ring, file.toString())).isZero();
        assertThat(out()).contains("2 values are encrypted with key second");
        String rotated = Files.readString(file);
        assertThat(rotated.replaceAll("enc:\\S+", "enc:")).isEqualTo(text.replaceAll("enc:\\S+", "enc:"));
        assertThat(rotated).isNotEqualTo(text);
        assertThat(run("", "check", "--keys", ring, file.toString())).isZero();
        assertThat(out())
                .contains("ok     " + file + ": db.password, key second")
                .contains("api.key, key second");
    }

    @Test
    void check_finds_the_value_that_does_not_decrypt() throws Exception {
        Path file = directory.resolve("a.properties");
        Files.writeString(
                file,
                "honeyhive.secrets.map.good=" + encrypt("good", "x") + "\nhoneyhive.secrets.map.moved="
                        + encrypt("original", "x") + "\n");
        assertThat(run("", "check", "--keys", ring, file.toString())).isEqualTo(1);
        assertThat(out()).contains("ok     " + file + ": good").contains("WRONG  " + file + ": moved");
    }

    @Test
    void rotation_that_cannot_decrypt_leaves_the_file_alone() throws Exception {
        Path file = directory.resolve("a.properties");
        String text = "honeyhive.secrets.map.moved=" + encrypt("original", "x") + "\n";
        Files.writeString(file, text);
        assertThat(run("", "rotate", "--keys", ring, file.toString())).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void wrong_use_is_told_with_the_usage() {
        assertThat(run("")).isEqualTo(2);
        assertThat(run("", "explode")).isEqualTo(2);
        assertThat(run("", "encrypt", "--keys")).isEqualTo(2);
        assertThat(run("x", "encrypt", "--keys", ring)).isEqualTo(2);
        assertThat(run("", "check", "--keys", ring)).isEqualTo(2);
        assertThat(err()).contains("keygen").contains("--property");
        assertThat(run("", "check", "--keys", directory.resolve("none").toString(), "x"))
                .isEqualTo(1);
    }

    @Test
    void encrypted_configuration_is_decrypted_by_the_config_source() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("honeyhive.secrets.keys-file", ring);
        settings.put("honeyhive.secrets.map.db.password", encrypt("db.password", "pa${ss}$$,\\"));
        try (TestConfig config = TestConfig.of(settings)) {
            assertThat(config.text("db.password")).isEqualTo("pa${ss}$$,\\");
            assertThat(config.secrets().get("db.password").reveal()).isEqualTo("pa${ss}$$,\\");
        }
    }

    @Test
    void ring_may_come_as_one_value() throws Exception {
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.keys",
                Files.readString(Path.of(ring)),
                "honeyhive.secrets.map.db.password",
                encrypt("db.password", "s3cret"))) {
            assertThat(config.text("db.password")).isEqualTo("s3cret");
        }
    }

    @Test
    void encrypted_configuration_without_its_key_does_not_start() {
        String moved = encrypt("db.user", "s3cret");
        Assertions.assertThatThrownBy(() -> TestConfig.of("honeyhive.secrets.map.db.password", moved))
                .hasMessageContaining("honeyhive.secrets.keys-file");
        Assertions.assertThatThrownBy(() ->
                        TestConfig.of("honeyhive.secrets.map.db.password", moved, "honeyhive.secrets.keys-file", ring))
                .hasMessageContaining("db.password")
                .hasMessageContaining("[first]")
                .hasMessageNotContaining(moved);
    }

    @Test
    void program_runs_as_a_process_of_its_own_without_any_library() throws Exception {
        String classes = Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Main.class.getName(),
                        "encrypt",
                        "--keys",
                        ring,
                        "--property",
                        "db.password")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write("s3cret\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        run(printed, "decrypt", "--keys", ring, "--property", "db.password");
        assertThat(out()).isEqualTo("s3cret\n");
    }

    @Test
    void rotated_file_is_still_a_properties_file() throws Exception {
        Path file = directory.resolve("a.properties");
        Files.writeString(file, "honeyhive.secrets.map.a=" + encrypt("a", "x") + "\n");
        run("", "rotate", "--keys", ring, file.toString());
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        assertThat(properties.stringPropertyNames().stream().collect(Collectors.joining()))
                .isEqualTo("honeyhive.secrets.map.a");
    }

    private String encrypt(String property, String value) {
        assertThat(run(value + "\n", "encrypt", "--keys", ring, "--property", property))
                .isZero();
        return out().strip();
    }

    private int run(String input, String... arguments) {
        out.reset();
        return Main.run(
                arguments,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
