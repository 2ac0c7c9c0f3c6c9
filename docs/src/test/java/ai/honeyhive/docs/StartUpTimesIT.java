/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures what the library costs at start: a tutorial's project as it is, and the same with our dependency and annotations taken
 * out, started in turn. {@code -Dstartup=5} says how often each, {@code -Dtutorials=…} which; prints medians, and wants a quiet
 * machine.
 */
class StartUpTimesIT {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final String ANSWER = "somebody asked: Why";
    private static final int REQUESTS = 20;

    @TempDir
    Path folder;

    /** Seconds from the command to the first answer, and megabytes that its processes hold after some more. */
    private record Start(double seconds, double megabytes) {}

    @ParameterizedTest
    @ValueSource(strings = {"quarkus", "payara", "open-liberty"})
    void project_starts_with_and_without_the_library(String name) throws Exception {
        int rounds = Integer.getInteger("startup", 0);
        assumeTrue(rounds > 0, "-Dstartup=5");
        assumeTrue(
                List.of(System.getProperty("tutorials", "quarkus").split(",", -1))
                        .contains(name),
                "-Dtutorials");
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "memory is read from /proc");
        Page page = Page.read(Page.ROOT.resolve("docs/" + name + ".md"));
        Path with = project(page, name, true);
        Path without = project(page, name, false);

        int consolePort = TutorialsIT.freePort();
        Process console = TutorialsIT.console(folder, consolePort);
        List<Start> all = new ArrayList<>();
        List<Start> bare = new ArrayList<>();
        try {
            for (int round = 0; round < rounds; round++) {
                all.add(start(page, with, consolePort));
                bare.add(start(page, without, consolePort));
            }
        } finally {
            TutorialsIT.stop(console);
        }
        System.out.printf(Locale.ROOT, "%s with: %s; without: %s%n", name, medians(all), medians(bare));
        assertThat(Files.readString(with.resolve("server.log")) + log(with)).contains("HoneyHive records to");
        assertThat(Files.readString(without.resolve("server.log")) + log(without))
                .doesNotContain("HoneyHive records to");
    }

    private static String log(Path project) throws IOException {
        Path log = project.resolve("target/liberty/wlp/usr/servers/defaultServer/logs/messages.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private Path project(Page page, String name, boolean library) throws Exception {
        Path project = Files.createDirectories(folder.resolve(library ? "with" : "without"));
        TutorialsIT.create(name, project);
        if (!library) {
            try (Stream<Path> files = Files.walk(project)) {
                for (Path file : files.filter(path -> path.toString().matches(".*(\\.java|pom\\.xml)"))
                        .toList()) {
                    Files.writeString(file, bare(Files.readString(file)));
                }
            }
        }
        TutorialsIT.run(
                project, project.resolve("build.log"), TutorialsIT.maven(folder, TutorialsIT.command(page, "build")));
        return project;
    }

    private static String bare(String text) {
        return text.replaceAll("(?s) *<dependency>\\s*<groupId>ai\\.honeyhive.*?</dependency>\n", "")
                .replaceAll("import ai\\.honeyhive.*\n", "")
                .replaceAll(" *@LLMTraced.*\n", "")
                .replaceAll("@(Prompt|SessionId) ", "");
    }

    private static Start start(Page page, Path project, int consolePort) throws Exception {
        int port = TutorialsIT.freePort();
        URI ask = TutorialsIT.ask(page, port);
        long begun = System.nanoTime();
        Process server = TutorialsIT.server(page, project, port, consolePort);
        try {
            TutorialsIT.awaitText(ask, ANSWER, server, project.resolve("server.log"));
            double seconds = (System.nanoTime() - begun) / 1e9;
            for (int i = 0; i < REQUESTS; i++) {
                TutorialsIT.awaitText(ask, ANSWER, server, project.resolve("server.log"));
            }
            return new Start(seconds, megabytes(server));
        } finally {
            TutorialsIT.stop(server);
        }
    }

    private static double megabytes(Process server) throws IOException {
        double sum = 0;
        for (ProcessHandle process : Stream.concat(Stream.of(server.toHandle()), server.descendants())
                .toList()) {
            Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            sum += resident.find() ? Double.parseDouble(resident.group(1)) / 1024 : 0;
        }
        return sum;
    }

    private static String medians(List<Start> starts) {
        return String.format(
                Locale.ROOT,
                "%.2f s, %.0f MB (of %d)",
                median(starts.stream().mapToDouble(Start::seconds)),
                median(starts.stream().mapToDouble(Start::megabytes)),
                starts.size());
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
