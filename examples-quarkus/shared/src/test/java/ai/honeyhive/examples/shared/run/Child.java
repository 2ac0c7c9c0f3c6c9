/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A process that ends when this one ends, whatever ends it. Its output goes to a file. */
final class Child implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of " + name));
    }

    static Child start(String name, Path log, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + " by " + command, e);
        }
    }

    /** Runs a command to its end, a minute at most, and returns what it has said. */
    static String output(String name, Path log, List<String> command, Map<String, String> environment)
            throws InterruptedException {
        try (Child child = start(name, log, command, environment)) {
            if (!child.process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        name + " does not end. Its output, from " + log + ":\n" + child.output());
            }
            return child.output();
        }
    }

    /** Looks until there is something, and gives up at once when the process ends. */
    <T> T await(String what, Duration atMost, Supplier<Optional<T>> look) {
        return Await.until(name + ": " + what, atMost, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended by itself. Its output, from " + log + ":\n" + output());
            }
            return look.get();
        });
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void waitForEnd() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        // A start script may have put the server itself one level below.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
