/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.console.store.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleOptionsTest {
    private static ConsoleOptions parse(String... arguments) throws ConsoleOptions.Wrong {
        return ConsoleOptions.parse(List.of(arguments), Map.of());
    }

    @Test
    void nothing_meansLoopbackAndAFile() throws Exception {
        assertThat(parse())
                .isEqualTo(new ConsoleOptions(
                        "127.0.0.1",
                        8765,
                        new Storage.Directory(Path.of("console-data")),
                        null,
                        Duration.ofDays(7),
                        1024L * 1024 * 1024,
                        null,
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void loopback_needsNoToken(String host) throws Exception {
        assertThat(parse("--host", host).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anyOtherAddress_needsAToken(String host) throws Exception {
        assertThatThrownBy(() -> parse("--host", host)).hasMessageContaining("--token");
        assertThat(parse("--host", host, "--token", "secret").token()).isEqualTo("secret");
    }

    @Test
    void environment_isReadAndTheCommandLineWins() throws Exception {
        Map<String, String> environment = Map.of(
                "HONEYHIVE_CONSOLE_PORT", "1234",
                "HONEYHIVE_CONSOLE_IN_MEMORY", "true",
                "HONEYHIVE_CONSOLE_MAX_AGE_DAYS", "2",
                "HONEYHIVE_CONSOLE_TOKEN", " ");

        ConsoleOptions options = ConsoleOptions.parse(List.of("--port=0"), environment);

        assertThat(options.port()).isZero();
        assertThat(options.storage()).isEqualTo(new Storage.Memory());
        assertThat(options.maxAge()).isEqualTo(Duration.ofDays(2));
        assertThat(options.token()).isNull();
        assertThat(ConsoleOptions.parse(List.of("--data", "d"), environment).storage())
                .isEqualTo(new Storage.Directory(Path.of("d")));
    }

    @Test
    void database_takesItsPasswordFromTheEnvironmentAndNeverShowsIt() throws Exception {
        ConsoleOptions options = ConsoleOptions.parse(
                List.of(
                        "--database-url",
                        "postgresql://db.example/traces?sslmode=require",
                        "--database-user",
                        "console"),
                Map.of("HONEYHIVE_CONSOLE_DATABASE_PASSWORD", "pw-canary", "HONEYHIVE_CONSOLE_IN_MEMORY", "true"));

        assertThat(options.storage())
                .isEqualTo(new Storage.PostgreSql(
                        "jdbc:postgresql://db.example/traces?sslmode=require", "console", "pw-canary"));
        assertThat(options.storage().words()).isEqualTo("PostgreSQL, db.example/traces");
        assertThat(options.toString()).doesNotContain("pw-canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:pw-canary@db/x",
                "jdbc:postgresql://db/x?password=pw-canary",
                "postgresql://db/x?a=b&user=me"
            })
    void database_withUserOrPasswordInItsUrlIsRefusedWithoutShowingThem(String url) {
        assertThatThrownBy(() -> parse("--database-url", url))
                .hasMessageContaining("HONEYHIVE_CONSOLE_DATABASE_PASSWORD")
                .hasMessageNotContaining("pw-canary");
    }

    @ParameterizedTest
    @CsvSource({
        "--prot=1, unknown option '--prot=1'",
        "8765, unknown option '8765'",
        "--port, --port needs a value",
        "--port=many, must be a whole number from 0 to 65535",
        "--port=70000, must be a whole number from 0 to 65535",
        "--host=no.such.host.invalid, is no address of this machine",
        "--max-age-days=0, must be a whole number from 1",
        "--database-url=jdbc:mysql://db/console, must begin with jdbc:postgresql:",
        "--database-password=secret, unknown option",
        "--audit=/no/such/directory, is not there"
    })
    void wrongOption_isNamedWithWhatIsAllowed(String argument, String message) {
        assertThatThrownBy(() -> parse(argument)).hasMessageContaining(message);
    }
}
