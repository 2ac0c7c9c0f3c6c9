/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A server that is a process of its own, started by the test and ended with it, whatever becomes of the test. Its output
 * is kept in {@code target/server-logs}.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread end = new Thread(this::kill, "kit-end-of-server");

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts a process.
     *
     * @param name its name in messages and the name of its log
     * @param command the command line
     * @param folder where it runs
     * @param environment what is added to this process' environment
     */
    public static ServerProcess start(String name, List<String> command, Path folder, Map<String, String> environment) {
        Path log = Artifacts.target().resolve("server-logs").resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            return new ServerProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    /** Waits until an address answers 200. */
    public void awaitAnswer(URI uri) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        Awaitility.await(name + " at " + uri)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .failFast(name + " ended by itself", this::checkAlive)
                .ignoreExceptions()
                .until(() -> http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    /** Waits until a line of the output holds a text, and answers the rest of that line. */
    public String awaitLine(String text) {
        return Awaitility.await(name + " to say " + text)
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast(name + " ended by itself", this::checkAlive)
                .until(
                        () -> output().lines()
                                .filter(line -> line.contains(text))
                                .map(line -> line.substring(line.indexOf(text) + text.length()))
                                .findFirst()
                                .orElse(""),
                        rest -> !rest.isEmpty());
    }

    /** Everything that the process has said up to now. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All threads of the process, as the JDK's own tool shows them. */
    public String threads() {
        try {
            Process dump = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process has ended by itself, and gives its exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end by itself within " + START + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " runs", e);
        }
    }

    /** Ends the process as an operator would, and tells how long it took. */
    public Duration stop() {
        long begin = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end within a minute:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " ends", e);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Ends the process as {@code kill -9} does: it learns of nothing. */
    public void killAtOnce() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(end);
    }

    /** A port that nobody listens at. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(output());
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
