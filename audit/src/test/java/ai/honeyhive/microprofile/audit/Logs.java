/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import ai.honeyhive.microprofile.audit.internal.verify.Anchors;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import ai.honeyhive.microprofile.audit.internal.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the tests of logs share. */
public final class Logs {

    /** One pair for all tests. */
    public static final SigningKey.Pair PAIR = SigningKey.generate();

    private static final PublicKey PUBLIC = SigningKey.publicKey(PAIR.publicPem());
    public static final Map<String, PublicKey> KEYS = Map.of(SigningKey.id(PUBLIC), PUBLIC);

    private Logs() {}

    public static AuditSettings.Builder signed(Path directory) {
        return AuditSettings.builder(directory)
                .application("shop")
                .instance("test")
                .signingKey(PAIR.privatePem());
    }

    public static AuditEvent event(int number) {
        return AuditEvent.of(AuditEventType.SECRET_READ, Outcome.SUCCESS)
                .target("db.password")
                .detail("number", number)
                .build();
    }

    public static Report verify(Path log) throws IOException {
        return new Verifier(log, KEYS, Anchors.none()).verify();
    }

    /** All lines of all files of a log, in their order. */
    public static List<String> lines(Path log) {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(file -> read(file).lines())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits, a minute at most, until something is so. */
    public static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within a minute: " + what);
            }
            Thread.sleep(5);
        }
    }

    public static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
