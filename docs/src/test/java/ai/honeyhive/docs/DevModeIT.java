/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The development modes of Quarkus and Liberty on a tutorial's project, without a key: the library finds the console that runs,
 * says where to look, and goes on after an edit. {@code -Dtutorials=quarkus,open-liberty} says which.
 */
class DevModeIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "quarkus, mvn quarkus:dev -Ddebug=false -Dquarkus.http.port=%d",
        "open-liberty, mvn liberty:dev -DskipTests=true -DlibertyDebugPort=%d -DserverStartTimeout=180"
    })
    void edit_is_seen_by_the_next_request_and_in_the_console(String name, String command) throws Exception {
        assumeTrue(List.of(System.getProperty("tutorials", "").split(",", -1)).contains(name), "-Dtutorials=" + name);
        Page page = Page.read(Page.ROOT.resolve("docs/" + name + ".md"));
        Path project = Files.createDirectories(folder.resolve("project"));
        TutorialsIT.create(name, project);
        int port = TutorialsIT.freePort();
        int consolePort = TutorialsIT.freePort();
        Process console = TutorialsIT.console(project, consolePort);
        Path log = project.resolve("server.log");
        Process server = TutorialsIT.start(
                project,
                log,
                "export HONEYHIVE_DEV_CONSOLE=http://localhost:" + consolePort + " http_port=" + port + "\n"
                        + TutorialsIT.maven(
                                folder, command.formatted(name.equals("quarkus") ? port : TutorialsIT.freePort())));
        try {
            URI ask = TutorialsIT.ask(page, port);
            URI spans = URI.create("http://localhost:" + consolePort + "/api/spans");
            TutorialsIT.awaitText(ask, "I do not know, but somebody asked: Why", server, log);
            TutorialsIT.awaitText(spans, "I do not know, but somebody asked: Why", console, log);
            assertThat(Files.readString(log) + messages(project))
                    .contains("a console runs on this machine: look at http://localhost:" + consolePort);

            for (String edit : List.of("I still do not know", "I never knew")) {
                Path bean = project.resolve("src/main/java/com/example/Assistant.java");
                Files.writeString(bean, Files.readString(bean).replaceAll("\"I .*know|\"I never knew", "\"" + edit));
                TutorialsIT.awaitText(ask, edit + ", but somebody asked: Why", server, log);
                TutorialsIT.awaitText(spans, edit + ", but somebody asked: Why", console, log);
            }
        } finally {
            TutorialsIT.stop(server);
            TutorialsIT.stop(console);
        }
    }

    private static String messages(Path project) throws IOException {
        Path log = project.resolve("target/liberty/wlp/usr/servers/defaultServer/logs/messages.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
