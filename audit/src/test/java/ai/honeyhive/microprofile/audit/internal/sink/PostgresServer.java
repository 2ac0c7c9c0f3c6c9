/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PostgreSQL, from the package of the system, started for one test; the test is skipped where there is none. */
public final class PostgresServer implements AutoCloseable {

    private final Process server;
    private final Path data;
    private final int port;

    private PostgresServer(Process server, Path data, int port) {
        this.server = server;
        this.data = data;
        this.port = port;
    }

    public static PostgresServer start() throws Exception {
        Path programs = programs();
        if (programs == null) {
            return abort("NOT RUN: there is no PostgreSQL here; install the package postgresql (Debian, Fedora)");
        }
        Path data = Files.createTempDirectory("audit-postgres");
        List<String> as = new ArrayList<>();
        if (isRoot()) {
            // It refuses to run as root.
            as.addAll(List.of("runuser", "-u", "postgres", "--"));
            run(List.of("chown", "postgres", data.toString()));
        }
        run(with(
                as,
                programs.resolve("initdb").toString(),
                "-A",
                "trust",
                "-U",
                "audit",
                "-D",
                data.resolve("db").toString()));
        int port = freePort();
        Process server = new ProcessBuilder(with(
                        as,
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.resolve("db").toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-k",
                        data.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new PostgresServer(server, data, port);
    }

    /** The user is {@code audit}, and needs no password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static List<String> with(List<String> before, String... command) {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of(command));
        return all;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    private static boolean isRoot() throws IOException, InterruptedException {
        Process id = new ProcessBuilder("id", "-u").start();
        String said = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        id.waitFor();
        return said.strip().equals("0");
    }

    /** Where the package of a distribution puts them; they are rarely on the path. */
    private static Path programs() throws IOException {
        Path root = Path.of("/usr/lib/postgresql");
        List<Path> candidates = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> versions = Files.list(root)) {
                versions.sorted(Comparator.reverseOrder())
                        .map(version -> version.resolve("bin"))
                        .forEach(candidates::add);
            }
        }
        candidates.addAll(List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin")));
        return candidates.stream()
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres")))
                .findFirst()
                .orElse(null);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        // runuser hands a signal on; fast shutdown is SIGINT, and SIGTERM waits for clients, of which there are none.
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
