/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.Delivery;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.internal.verify.Finding;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, again and again: {@code -Daudit.kill.rounds=200} runs as many rounds. */
class KillTest {

    private static final Pattern NUMBER = Pattern.compile("\"number\":\"(\\d+)\"");

    @TempDir
    Path directory;

    @Test
    void killedProcess_losesNoRecordThatItWasToldIsSafe() throws Exception {
        int rounds = Integer.getInteger("audit.kill.rounds", 20);
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Set<Integer> safe = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            safe.addAll(killed(round, 1 + random.nextInt(150)));
        }
        Path log = directory.resolve("shop-1");
        Report report = Logs.verify(log);
        assertThat(report.first(Finding.Kind.BROKEN)).isNull();
        Set<Integer> found = new HashSet<>();
        for (String line : Logs.lines(log)) {
            Matcher matcher = NUMBER.matcher(line);
            if (matcher.find()) {
                found.add(Integer.valueOf(matcher.group(1)));
            }
        }
        System.out.println(safe.size() + " safe, " + found.size() + " found in " + rounds + " rounds");
        assertThat(safe).hasSizeGreaterThanOrEqualTo(rounds);
        assertThat(found).containsAll(safe);
    }

    @Test
    void twoProcessesOnOneDirectory_haveALogEach() throws Exception {
        Process process = writer(0).start();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
                AuditLog ours = AuditLog.open(Logs.signed(directory)
                        .delivery(Delivery.REQUIRED)
                        .timeout(Duration.ofMinutes(1))
                        .build())) {
            assertThat(out.readLine()).as("the other one writes").endsWith(";");
            assertThat(ours.record(Logs.event(-1))).isTrue();
            assertThat(out.readLine()).as("and goes on").endsWith(";");
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly().waitFor();
        }
        for (String log : List.of("shop-1", "shop-2")) {
            Report report = Logs.verify(directory.resolve(log));
            assertThat(report.first(Finding.Kind.BROKEN)).as(log).isNull();
            assertThat(report.records()).as(log).isGreaterThan(2);
        }
    }

    private Path key() throws IOException {
        return Files.writeString(directory.resolve("key.pem"), Logs.PAIR.privatePem());
    }

    /** Kills a writer after it has said that so many records are safe; all it said counts. */
    private Set<Integer> killed(int round, int after) throws IOException, InterruptedException {
        Process process = writer(round).start();
        Set<Integer> safe = new HashSet<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // A number that the kill has cut short does not end in its sign.
                if (line.endsWith(";")) {
                    safe.add(Integer.valueOf(line.substring(0, line.length() - 1)));
                }
                if (safe.size() == after) {
                    // By its handle: the process' own method would close the stream we read on.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return safe;
    }

    private ProcessBuilder writer(int round) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.toString(),
                        Integer.toString(round),
                        key().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
