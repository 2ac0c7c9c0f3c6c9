/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody may do to the files of a log, and that it is seen. */
class TamperTest {

    private static final String RECORDS = "audit-000001.jsonl";
    private static final String CHECKPOINTS = "audit-000001.chk";

    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void write() throws IOException {
        log = write("one", 30);
        assertThat(Logs.verify(log).findings()).isEmpty();
    }

    private Path write(String name, int records) {
        return write(Logs.signed(directory.resolve(name)), name, records);
    }

    private Path write(AuditSettings.Builder settings, String name, int records) {
        try (AuditLog audit =
                AuditLog.open(settings.rotation(4096, Duration.ofHours(1)).build())) {
            for (int i = 0; i < records; i++) {
                audit.record(Logs.event(i));
            }
        }
        return directory.resolve(name).resolve("shop-1");
    }

    private List<String> lines(String file) {
        return new ArrayList<>(Logs.read(log.resolve(file)).lines().toList());
    }

    private void write(String file, List<String> lines) throws IOException {
        Files.writeString(log.resolve(file), String.join("\n", lines) + "\n");
    }

    private Finding broken() throws IOException {
        Report report = Logs.verify(log);
        assertThat(report.exitCode()).isEqualTo(1);
        Finding first = report.first(Finding.Kind.BROKEN);
        assertThat(first).isNotNull();
        return first;
    }

    @Test
    void changedRecord_isNamedByItsLine() throws IOException {
        List<String> lines = lines(RECORDS);
        lines.set(4, lines.get(4).replace("db.password", "db.passw0rd"));
        write(RECORDS, lines);
        assertThat(broken())
                .isEqualTo(
                        new Finding(Finding.Kind.BROKEN, RECORDS, 5, "the record was changed, or what was before it"));
    }

    @Test
    void removedRecord() throws IOException {
        List<String> lines = lines(RECORDS);
        lines.remove(5);
        write(RECORDS, lines);
        assertThat(broken().line()).isEqualTo(6);
    }

    @Test
    void doubledRecord() throws IOException {
        List<String> lines = lines(RECORDS);
        lines.add(5, lines.get(5));
        write(RECORDS, lines);
        assertThat(broken().line()).isEqualTo(7);
    }

    @Test
    void reorderedRecords() throws IOException {
        List<String> lines = lines(RECORDS);
        Collections.swap(lines, 4, 5);
        write(RECORDS, lines);
        assertThat(broken().line()).isEqualTo(5);
    }

    @Test
    void truncatedFile_atARecordsBorder() throws IOException {
        String last = lastFile();
        List<String> lines = lines(last);
        write(last, lines.subList(0, lines.size() - 1));
        assertThat(broken().file()).isEqualTo(last);
    }

    @Test
    void removedLastFile() throws IOException {
        String last = lastFile();
        Files.delete(log.resolve(last));
        Files.delete(log.resolve(last.replace(".jsonl", ".chk")));
        // Nothing in the directory tells; a checkpoint kept elsewhere does.
        assertThat(Logs.verify(log).exitCode()).isZero();
    }

    @Test
    void removedMiddleAndFirstFile() throws IOException {
        Files.delete(log.resolve("audit-000002.jsonl"));
        assertThat(broken().file()).isEqualTo("audit-000003.jsonl");
        Files.delete(log.resolve(RECORDS));
        assertThat(Logs.verify(log).exitCode()).isEqualTo(1);
    }

    @Test
    void splicedRecords_ofAnotherLog() throws IOException {
        Path other = write("other", 30);
        List<String> lines = lines(RECORDS);
        List<String> spliced = new ArrayList<>(lines.subList(0, 5));
        spliced.addAll(Logs.read(other.resolve(RECORDS)).lines().toList().subList(5, lines.size()));
        write(RECORDS, spliced);
        assertThat(broken().line()).isEqualTo(6);
    }

    @Test
    void replacedFile_byOneOfAnotherLog() throws IOException {
        Path other = write("other", 30);
        for (String file : List.of("audit-000002.jsonl", "audit-000002.chk")) {
            Files.copy(other.resolve(file), log.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(broken()).extracting(Finding::file).isEqualTo("audit-000002.jsonl");
    }

    @Test
    void replayedOldFile_ofTheSameLog() throws IOException {
        Files.copy(log.resolve(RECORDS), log.resolve("audit-000002.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(broken().file()).isEqualTo("audit-000002.jsonl");
    }

    @Test
    void directoryRolledBack_isSeenWithACheckpointKeptElsewhere() throws IOException {
        Path snapshot = directory.resolve("snapshot");
        Logs.copy(log, snapshot);
        try (AuditLog audit =
                AuditLog.open(Logs.signed(directory.resolve("one")).build())) {
            audit.record(Logs.event(99));
        }
        Path kept = directory.resolve("kept.txt");
        String checkpoints = Logs.read(log.resolve(lastFile().replace(".jsonl", ".chk")));
        Files.writeString(
                kept,
                "Nov 26 12:00:00 host shop: "
                        + checkpoints.lines().reduce((a, b) -> b).orElseThrow());

        assertThat(new Verifier(log, Logs.KEYS, Anchors.read(kept)).verify().exitCode())
                .isZero();
        assertThat(new Verifier(snapshot, Logs.KEYS, Anchors.none()).verify().exitCode())
                .isZero();
        Report rolledBack = new Verifier(snapshot, Logs.KEYS, Anchors.read(kept)).verify();
        assertThat(rolledBack.exitCode()).isEqualTo(1);
        assertThat(rolledBack.findings().get(0).message()).contains("rolled back");
    }

    @Test
    void checkpoints_removedAlteredReorderedOrGone() throws IOException {
        List<String> lines = lines(CHECKPOINTS);
        assertThat(lines).hasSizeGreaterThan(1);
        write(CHECKPOINTS, lines.subList(0, lines.size() - 1));
        assertThat(broken()).isNotNull();
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 0, 1);
        write(CHECKPOINTS, swapped);
        assertThat(broken().file()).isEqualTo(CHECKPOINTS);
        write(CHECKPOINTS, List.of(lines.get(0).replace("\"n\":1", "\"n\":2"), lines.get(1)));
        assertThat(broken().file()).isEqualTo(CHECKPOINTS);
        Files.delete(log.resolve(CHECKPOINTS));
        assertThat(broken().file()).isEqualTo(CHECKPOINTS);
    }

    @Test
    void otherKey_isNotTrustedAndNoKeyIsIncomplete() throws IOException {
        PublicKey other = SigningKey.publicKey(SigningKey.generate().publicPem());
        Report foreign = new Verifier(log, Map.of(SigningKey.id(other), other), Anchors.none()).verify();
        assertThat(foreign.exitCode()).isEqualTo(1);
        assertThat(foreign.findings().get(0).message()).isEqualTo("it is signed with a key that was not given");
        assertThat(new Verifier(log, Map.of(), Anchors.none()).verify().exitCode())
                .isEqualTo(2);
    }

    @Test
    void unsignedLog_isNotAcceptedWhereAKeyIsGiven() throws IOException {
        try (AuditLog audit = AuditLog.open(AuditSettings.builder(directory.resolve("plain"))
                .application("shop")
                .build())) {
            audit.record(Logs.event(1));
        }
        Path plain = directory.resolve("plain/shop-1");
        assertThat(new Verifier(plain, Map.of(), Anchors.none()).verify().findings())
                .isEmpty();
        assertThat(new Verifier(plain, Logs.KEYS, Anchors.none()).verify().exitCode())
                .isEqualTo(1);
    }

    @Test
    void whatLooksTheSame_isNotTheSame() throws IOException {
        byte[] original = Files.readAllBytes(log.resolve(RECORDS));
        String text = new String(original, StandardCharsets.UTF_8);
        List<String> edits = List.of(
                text.replace("\n", "\r\n"),
                text.replaceFirst(",\"seq\"", ", \"seq\""),
                text.replaceFirst("secret", "\\\\u0073ecret"),
                text + "\n",
                text + "{}\n",
                "\u0000" + text,
                "\ufeff" + text,
                text.replaceFirst("\n", "\n" + "x".repeat(300_000) + "\n"));
        for (String edit : edits) {
            Files.writeString(log.resolve(RECORDS), edit);
            assertThat(Logs.verify(log).exitCode()).isEqualTo(1);
        }
        Files.write(log.resolve(RECORDS), original);
        assertThat(Logs.verify(log).exitCode()).isZero();
    }

    @Test
    void eachByteOfALog_countsForItself() throws IOException {
        log = write("small", 1);
        for (String file : List.of(RECORDS, CHECKPOINTS)) {
            byte[] original = Files.readAllBytes(log.resolve(file));
            for (int i = 0; i < original.length; i++) {
                byte[] changed = original.clone();
                changed[i] ^= (byte) (1 << (i % 8));
                Files.write(log.resolve(file), changed);
                assertThat(Logs.verify(log).exitCode())
                        .as("byte %s of %s", i, file)
                        .isEqualTo(1);
            }
            Files.write(log.resolve(file), original);
        }
        assertThat(Logs.verify(log).exitCode()).isZero();
    }

    @Test
    void mutations_noneUndetectedByTheHashes() throws IOException {
        Path plain = write(AuditSettings.builder(directory.resolve("plain")).application("shop"), "plain", 18);
        mutate(plain, 8_000, Map.of());
    }

    @Test
    void mutations_noneUndetectedInASignedLog() throws IOException {
        mutate(write("mutated", 18), 2_000, Logs.KEYS);
    }

    private void mutate(Path mutated, int times, Map<String, PublicKey> keys) throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Path> files;
        try (var all = Files.list(mutated)) {
            files = all.filter(file -> file.toString().matches(".*\\.(jsonl|chk)"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        for (int i = 0; i < times; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] original = Files.readAllBytes(file);
            Mutation mutation = Mutation.of(original, random);
            Files.write(file, mutation.bytes());
            assertThat(new Verifier(mutated, keys, Anchors.none()).verify().exitCode())
                    .as("seed %s, mutation %s: %s of %s", seed, i, mutation.what(), file.getFileName())
                    .isEqualTo(1);
            Files.write(file, original);
        }
        assertThat(new Verifier(mutated, keys, Anchors.none()).verify().exitCode())
                .isZero();
    }

    private String lastFile() throws IOException {
        try (var files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .max(String::compareTo)
                    .orElseThrow();
        }
    }
}
