/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs.quarkus;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.JobsKit;
import ai.honeyhive.tck.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On JBeret, as Quarkus' extension for it runs it. */
class QuarkusJobsIT extends JobsKit {

    private static final URI ADDRESS = URI.create("http://localhost:" + ServerProcess.freePort() + '/');

    private static ServerProcess process;

    @BeforeAll
    static void start() {
        process = ServerProcess.start(
                "jobs",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        Artifacts.target()
                                .resolve("quarkus-app/quarkus-run.jar")
                                .toString()),
                Artifacts.target(),
                Map.of(
                        "HTTP_PORT", String.valueOf(ADDRESS.getPort()),
                        "HONEYHIVE_URL", Console.shared().url().toString()));
        process.awaitAnswer(ADDRESS.resolve("jobs/nightly"));
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public URI application() {
        return ADDRESS;
    }
}
