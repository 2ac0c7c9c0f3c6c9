/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit log's command line, as an auditor uses it: the jar alone, in a process of its own. */
final class AuditTool {

    private AuditTool() {}

    static void keygen(Path signing, Path verifying) {
        if (run("keygen", "--private", signing.toString(), "--public", verifying.toString()) != 0) {
            throw new IllegalStateException("no key pair");
        }
    }

    /** The exit code: 0 as it was written, 1 changed, 2 not to be told. */
    static int verify(Path directory, Path key) {
        return run("verify", directory.toString(), "--key", key.toString());
    }

    private static int run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Artifacts.jar("honeyhive-audit").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.Logger log = System.getLogger(AuditTool.class.getName());
            log.log(System.Logger.Level.INFO, "{0}", said);
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All records of all logs. */
    static String text(Path directory) {
        return files(directory).stream()
                .filter(file -> file.toString().endsWith(".jsonl"))
                .map(AuditTool::read)
                .collect(Collectors.joining());
    }

    /** Copies a directory of logs, and changes one byte of a record in the middle. */
    static void changeOneByte(Path directory, Path copy) {
        for (Path file : files(directory)) {
            try {
                Path target = copy.resolve(directory.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                if (file.toString().endsWith(".jsonl")) {
                    String text = Files.readString(target);
                    int at = text.indexOf("\"outcome\":\"success\"", text.length() / 2);
                    Files.writeString(
                            target, text.substring(0, at) + "\"outcome\":\"succesx\"" + text.substring(at + 19));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static void deleteAll(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of any kind, for a search; empty if it is gone by now. */
    static String latin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
