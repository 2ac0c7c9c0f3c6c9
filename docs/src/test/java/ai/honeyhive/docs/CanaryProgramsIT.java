/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static ai.honeyhive.docs.CanaryIT.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The secret of {@link CanaryIT}, given to our programs, which log everything. */
class CanaryProgramsIT {

    private final Overheard overheard = new Overheard();

    @TempDir
    private Path folder;

    @AfterEach
    void nothing() {
        overheard.close();
    }

    /** Clients' keys, its own token and its database's password. */
    @Test
    void console_with_a_key_and_a_password() throws Exception {
        int port = TutorialsIT.freePort();
        Path log = folder.resolve("console.log");
        Process console = launch(
                "console",
                log,
                Map.of(),
                "--port",
                Integer.toString(port),
                "--data",
                folder + "/data",
                "--token",
                CANARY);
        try {
            TutorialsIT.awaitText(URI.create("http://localhost:" + port + "/"), "token", console, log);
            HttpClient client = HttpClient.newHttpClient();
            for (String path :
                    List.of("/v1/traces", "/v1/runs", "/events", "/nowhere", "/api/requests", "/api/spans")) {
                for (String method : List.of("GET", "POST")) {
                    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Authorization", "Bearer " + CANARY)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString("{"))
                            .build();
                    overheard.words(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
                }
            }
        } finally {
            TutorialsIT.stop(console);
        }
        Process broken = launch(
                "console",
                folder.resolve("broken.log"),
                Map.of("HONEYHIVE_CONSOLE_DATABASE_PASSWORD", CANARY),
                "--database-url",
                "jdbc:postgresql://127.0.0.1:1/none",
                "--database-user",
                "me");
        assertThat(broken.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("broken.log")).content().contains("127.0.0.1");
        overheard.files(folder);
        overheard.assertNothingOf(CANARY);
    }

    @ParameterizedTest
    @EnumSource
    void doctor_who_tries_a_key(Parrot.Manner manner) throws Exception {
        try (Parrot parrot = new Parrot(manner)) {
            Path log = folder.resolve("doctor.log");
            Path application = Files.createDirectories(folder.resolve("classes/META-INF"));
            Process doctor = launch(
                    "doctor",
                    log,
                    Map.of(
                            "HONEYHIVE_API_KEY",
                            CANARY,
                            "HONEYHIVE_URL",
                            parrot.address().toString()),
                    application.getParent().toString());
            assertThat(doctor.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(log).content().contains("PROBLEM");
        }
        overheard.files(folder);
        overheard.assertNothingOf(CANARY);
    }

    private Process launch(String module, Path log, Map<String, String> environment, String... arguments)
            throws Exception {
        Path logging = Files.writeString(folder.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                .level=ALL
                jdk.level=INFO
                """);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.util.logging.config.file=" + logging,
                "-jar",
                Page.ROOT
                        .resolve(module + "/target/honeyhive-" + module + ".jar")
                        .toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
