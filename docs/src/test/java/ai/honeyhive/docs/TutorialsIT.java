/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does what a tutorial says, from an empty directory to a trace in the console: its files, by {@code Create}, and its
 * commands, with other ports. The library comes from this build, by a local repository of its own. {@code -Dtutorials=quarkus,payara,open-liberty}
 * says which pages; all of them take minutes and fetch two servers.
 */
class TutorialsIT {

    private static final List<String> MODULES = List.of("bom", "evaluators", "audit", "interceptors", "extension");
    /** The UUID (version 5, name space URL) of the session id {@code first}. */
    private static final String SESSION_OF_FIRST = "2956558f-8f72-5bd1-b5c6-529500f00f1c";

    private static final String SHELL = "/bin/sh";
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"quarkus", "payara", "open-liberty"})
    void page_leads_from_an_empty_directory_to_a_trace(String name) throws Exception {
        assumeTrue(
                List.of(System.getProperty("tutorials", "quarkus").split(",", -1))
                        .contains(name),
                "-Dtutorials=" + name);
        assumeTrue(Files.isExecutable(Path.of(SHELL)), "the commands are for a shell");
        Page page = Page.read(Page.ROOT.resolve("docs/" + name + ".md"));
        Path project = Files.createDirectories(folder.resolve("project"));
        create(name, project);
        run(project, project.resolve("build.log"), maven(folder, command(page, "build")));

        int consolePort = freePort();
        int port = freePort();
        Process console = console(project, consolePort);
        Process server = server(page, project, port, consolePort);
        try {
            URI ask = ask(page, port);
            assertThat(awaitText(ask, "somebody asked: Why", server, project.resolve("server.log")))
                    .isNotEmpty();

            String events = awaitText(
                    URI.create("http://localhost:" + consolePort + "/api/spans"),
                    "\"Assistant.answer\"",
                    console,
                    project.resolve("server.log"));
            assertThat(events).contains("somebody asked: Why", "ten-minutes", "gpt-4o-mini", SESSION_OF_FIRST);
            assertThat(startUp(page, project))
                    .contains("HoneyHive records to http://localhost:" + consolePort
                            + " with key ****, project ten-minutes, source dev")
                    .doesNotContain("hh_local");
        } finally {
            stop(server);
            stop(console);
        }
    }

    static void create(String name, Path project) throws Exception {
        run(
                Page.ROOT,
                project.resolveSibling("create.log"),
                java() + " docs/Create.java " + name + " '" + project + "'");
    }

    static Process console(Path directory, int port) throws IOException {
        return start(
                directory,
                directory.resolve("console.log"),
                java() + " -Xmx256m -jar " + Page.ROOT.resolve("console/target/honeyhive-console.jar")
                        + " --in-memory --port " + port);
    }

    static Process server(Page page, Path project, int port, int consolePort) throws IOException {
        return start(
                project,
                project.resolve("server.log"),
                command(page, "server")
                        .replace("localhost:8765", "localhost:" + consolePort)
                        .replace("--port 8080", "--port " + port)
                        .replace(" java ", " QUARKUS_HTTP_PORT=" + port + " " + java() + " ")
                        .replace(" target/liberty", " http_port=" + port + " target/liberty"));
    }

    static URI ask(Page page, int port) {
        return URI.create(command(page, "ask")
                .replaceAll("(?s)curl '(.*)'\\s*", "$1")
                .replaceAll("localhost:\\d+", "localhost:" + port));
    }

    /** What the server said, on its console or wherever the page's own step finds it. */
    private static String startUp(Page page, Path project) throws Exception {
        Optional<String> look = step(page, "log");
        Path log = project.resolve(look.isPresent() ? "log.log" : "server.log");
        if (look.isPresent()) {
            run(project, log, look.get());
        }
        return text(log);
    }

    static String command(Page page, String step) {
        return step(page, step).orElseThrow(() -> new AssertionError("no step " + step));
    }

    private static Optional<String> step(Page page, String step) {
        return page.snippets().stream()
                .filter(snippet -> snippet.note().equals("run: " + step))
                .findFirst()
                .map(Page.Snippet::code);
    }

    /** Our Maven in the place of the user's, with what this build has made beside the repository it uses. */
    static String maven(Path folder, String commands) throws IOException {
        Path repository = folder.resolve("repository");
        install(repository, Page.ROOT.resolve("pom.xml"), "honeyhive-parent", "pom");
        for (String module : MODULES) {
            Path at = Page.ROOT.resolve(module);
            install(repository, at.resolve("pom.xml"), "honeyhive-" + module, "pom");
            Path jar = at.resolve("target/honeyhive-" + module + "-0.1.0-SNAPSHOT.jar");
            if (Files.exists(jar)) {
                install(repository, jar, "honeyhive-" + module, "jar");
            }
        }
        String local = System.getProperty("localRepository");
        return commands.replaceAll(
                "(?m)^mvn ",
                "'" + Page.ROOT.resolve("mvnw") + "' -B -ntp -Dmaven.repo.local.tail='" + repository + "'"
                        + (local == null ? "" : " -Dmaven.repo.local='" + local + "'") + " ");
    }

    private static void install(Path repository, Path file, String artifact, String type) throws IOException {
        Path to = Files.createDirectories(
                repository.resolve("ai/honeyhive/microprofile/" + artifact + "/0.1.0-SNAPSHOT"));
        Files.copy(file, to.resolve(artifact + "-0.1.0-SNAPSHOT." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String java() {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'";
    }

    static void run(Path directory, Path log, String commands) throws Exception {
        Process process = start(directory, log, "set -e\n" + commands);
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        stop(process);
        assertThat(ended && process.exitValue() == 0).as(() -> text(log)).isTrue();
    }

    static Process start(Path directory, Path log, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SHELL, "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What this build was given is not meant for the other one.
        builder.environment().remove("MAVEN_OPTS");
        builder.environment().remove("MAVEN_PROJECTBASEDIR");
        return builder.redirectOutput(log.toFile()).start();
    }

    static String awaitText(URI uri, String text, Process process, Path log) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String last = "";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                last = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                if (last.contains(text)) {
                    return last;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError(uri + " never had " + text + ", last was " + last + "\n" + text(log));
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The shell, and what it has started. */
    static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
