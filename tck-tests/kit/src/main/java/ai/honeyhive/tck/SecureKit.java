/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.honeyhive.microprofile.secrets.internal.vault.RunningVault;
import ai.honeyhive.microprofile.secrets.internal.vault.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Exporter, secrets and audit log together, on a running server: one tracer has its key from a mounted secret, the other one
 * from the stand-in for Vault. Both are rotated while the application is called, and HoneyHive refuses the old ones at once;
 * then Vault is sealed, refuses, sends rubbish or elsewhere, and hangs.
 */
public abstract class SecureKit {

    private static final String FILE_ONE = "hh_canary_file_one_3f9a2c71";
    private static final String FILE_TWO = "hh_canary_file_two_b84e10d6";
    private static final String VAULT_ONE = "hh_canary_vault_one_5d7720ae";
    private static final String VAULT_TWO = "hh_canary_vault_two_90c3fe12";
    private static final List<String> CANARIES = List.of(FILE_ONE, FILE_TWO, VAULT_ONE, VAULT_TWO);

    /** What somebody types who should not. */
    private static final String PROMPT = "hh_canary_prompt_e6115f0b";

    private static final Path FOLDER = Artifacts.target().resolve("secure");
    private static final Path MOUNTED = FOLDER.resolve("mounted");
    private static final Path AUDIT = FOLDER.resolve("audit");
    private static final Path SIGNING = FOLDER.resolve("signing.pem");
    private static final Path PUBLIC = FOLDER.resolve("public.pem");

    /** Both live as long as the JVM of the tests. */
    private static final RunningVault VAULT = RunningVault.start();

    private static final KeyGate GATE = new KeyGate(Console.shared().url());

    /** Where the server has put the application, once it has begun. */
    protected abstract URI application();

    /** Has the application started, where it is not running yet. */
    protected void begin() {}

    /** Ends the application as an operator does. */
    protected abstract void end();

    /** What the server has said, if it is a file of its own. */
    protected abstract String output();

    /** What is to be seen of the threads of the server, where it can be seen. */
    protected String threads() {
        return "";
    }

    /** The application's configuration. */
    protected static String properties() {
        AuditTool.deleteAll(FOLDER);
        write(FILE_ONE);
        VAULT.write("key", VAULT_ONE);
        AuditTool.keygen(SIGNING, PUBLIC);
        GATE.admit(FILE_ONE);
        GATE.admit(VAULT_ONE);
        return Mode.ON.properties(Console.shared().url())
                + VAULT.properties("vault", FOLDER.resolve("approle"))
                + """
                honeyhive.url=%s
                honeyhive.secrets.store.vault.refresh=1s
                honeyhive.secrets.store.file.directory=%s
                honeyhive.secrets.store.file.refresh=1s
                honeyhive.secrets.map.honeyhive.api-key=file:honeyhive#key
                honeyhive.secrets.map.honeyhive.tracer.payments.api-key=%s
                honeyhive.audit.enabled=true
                honeyhive.audit.directory=%s
                honeyhive.audit.application=kit
                honeyhive.audit.checkpoint.key-file=%s
                """.formatted(GATE.url(), MOUNTED, VAULT.reference("vault", "key"), AUDIT, SIGNING);
    }

    @Test
    @Timeout(600)
    void keysRotatedUnderLoad_andAVaultInTrouble_costNoSpan_andTheAuditLogTellsOfThem() {
        begin();
        Console.shared().clear();
        underLoad(25, visits -> {
            // As it should be: the new one is in its place before the old one ends.
            rotate(SecureKit::write, FILE_ONE, FILE_TWO, false, visits);
            // As it happens: the old one has ended, and the new one comes later.
            rotate(key -> VAULT.write("key", key), VAULT_ONE, VAULT_TWO, true, visits);
            awaitMore(visits);
        });
        Console.shared().clear();
        // This takes minutes, and the console has to keep all of it.
        underLoad(500, visits -> {
            for (Trouble trouble : Trouble.values()) {
                endure(trouble, visits);
            }
        });
        assertThat(VAULT.astray())
                .as("requests to a host that nobody configured")
                .isZero();
        String threads = threads();
        Visit careless = new Visitor(application())
                .visit("answer", Map.of("question", "Is " + PROMPT + " a good key?"), Map.of());
        assertThat(Console.shared().awaitEventOfCall(careless.call()).attribute("honeyhive_inputs.question"))
                .contains("[REDACTED:secret]");
        end();

        assertThat(AuditTool.verify(AUDIT, PUBLIC))
                .as("the verdict on the audit log")
                .isZero();
        String log = AuditTool.text(AUDIT);
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line).contains("\"config.loaded\"", "\"target\":\"honeyhive\""))
                .anySatisfy(line -> assertThat(line).contains("\"config.loaded\"", "\"target\":\"honeyhive.secrets\""))
                .anySatisfy(line -> assertThat(line).contains("\"store.login\"", "login approle"))
                .anySatisfy(line -> assertThat(line).contains("\"secret.read\"", "\"target\":\"honeyhive.api-key\""))
                .anySatisfy(line -> assertThat(line).contains("\"tracer.started\"", "\"target\":\"payments\""))
                .anySatisfy(line -> assertThat(line).contains("\"secret.rotated\"", "\"target\":\"honeyhive.api-key\""))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"secret.rotated\"", "\"target\":\"honeyhive.tracer.payments.api-key\""))
                .anySatisfy(line ->
                        assertThat(line).contains("\"config.changed\"", "\"target\":\"api-key of tracer default\""))
                .anySatisfy(line ->
                        assertThat(line).contains("\"config.changed\"", "\"target\":\"api-key of tracer payments\""))
                .anySatisfy(line ->
                        assertThat(line).contains("\"tracer.stopped\"", "\"target\":\"default\"", "\"dropped\":\"0\""))
                .anySatisfy(line ->
                        assertThat(line).contains("\"tracer.stopped\"", "\"target\":\"payments\"", "\"dropped\":\"0\""))
                .anySatisfy(line -> assertThat(line).contains("\"secret.failed\"", "Vault is sealed"))
                .anySatisfy(line -> assertThat(line).contains("\"secret.failed\"", "\"outcome\":\"denied\""))
                .anySatisfy(line -> assertThat(line).contains("\"secret.read\"", "readable again"))
                .anySatisfy(line -> assertThat(line).contains("\"redaction.hit\"", "\"target\":\"secret\""))
                .anySatisfy(line -> assertThat(line).contains("\"audit.stopped\""));
        assertThat(directories(AUDIT)).as("one log for exporter and secrets").hasSize(1);
        assertNoCanary("the audit log", log);
        assertThat(log).doesNotContain(PROMPT, "anybody?");
        assertNoCanary("the output of the server", output());
        assertNoCanary("the threads", threads);
        assertNoCanary("the events", Console.shared().events().toString());
        assertNoCanary(
                "the spans of the server's own exporter",
                Console.shared().sink().toString());
        assertThat(Console.shared().events().toString()).doesNotContain(PROMPT);
        assertNoCanaryInFiles();

        AuditTool.changeOneByte(AUDIT, FOLDER.resolve("copy"));
        assertThat(AuditTool.verify(FOLDER.resolve("copy"), PUBLIC))
                .as("the verdict on a copy with another byte")
                .isEqualTo(1);
    }

    /** Four callers, each of which calls in this interval; each of their calls must arrive once. */
    private void underLoad(long milliseconds, Consumer<Queue<Visit>> work) {
        Queue<Visit> visits = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService load = Executors.newScheduledThreadPool(4);
        List<ScheduledFuture<?>> callers = new ArrayList<>();
        try {
            for (String door : List.of("answer", "pay", "answer", "pay")) {
                callers.add(load.scheduleAtFixedRate(
                        () -> visit(door, visits, failures), 0, milliseconds, TimeUnit.MILLISECONDS));
            }
            awaitMore(visits);
            work.accept(visits);
        } finally {
            callers.forEach(caller -> caller.cancel(false));
            load.shutdown();
        }
        await().atMost(Duration.ofMinutes(1)).until(load::isTerminated);
        assertThat(failures).isEmpty();
        assertEachVisitArrivedOnce(visits);
    }

    private void visit(String door, Queue<Visit> visits, Queue<Throwable> failures) {
        try {
            Visit visit = new Visitor(application()).visit(door, Map.of("question", "anybody?"), Map.of());
            assertThat(visit.status()).isEqualTo(200);
            visits.add(visit);
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private static void rotate(
            Consumer<String> store, String before, String after, boolean revokedFirst, Queue<Visit> visits) {
        GATE.admit(after);
        if (revokedFirst) {
            int refused = GATE.refused();
            GATE.revoke(before);
            await("HoneyHive to refuse the old key")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> GATE.refused() > refused);
            store.accept(after);
        } else {
            store.accept(after);
            await("the new key in use")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Console.shared().events().stream()
                            .anyMatch(event -> event.key().equals(Keys.fingerprint(after))));
            GATE.revoke(before);
        }
        await("events with the new key")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Console.shared().events().stream()
                        .anyMatch(event -> event.key().equals(Keys.fingerprint(after))));
        awaitMore(visits);
    }

    /** The application goes on with the last good key, and the store comes back by itself. */
    private static void endure(Trouble trouble, Queue<Visit> visits) {
        long begin = System.nanoTime();
        long logins = VAULT.logins();
        int troubled = VAULT.troubled();
        VAULT.suffer(trouble);
        // A hanging store is given up after its timeout of five seconds, and is asked again.
        await("reads while Vault is " + trouble)
                .atMost(Duration.ofMinutes(2))
                .until(() -> VAULT.troubled() > troubled + 1);
        awaitMore(visits);
        int good = VAULT.good();
        VAULT.heal();
        await("a read after Vault was " + trouble).atMost(Duration.ofMinutes(2)).until(() -> VAULT.good() > good);
        // One more for each half minute: a refusal may mean that the token has died.
        long halfMinutes = (System.nanoTime() - begin) / 30_000_000_000L;
        assertThat(VAULT.logins() - logins)
                .as("logins while Vault was " + trouble)
                .isLessThanOrEqualTo(1 + halfMinutes);
    }

    private static void awaitMore(Queue<Visit> visits) {
        int before = visits.size();
        await("more visits").atMost(Duration.ofMinutes(1)).until(() -> visits.size() > before + 20);
    }

    private static void assertEachVisitArrivedOnce(Queue<Visit> visits) {
        Set<String> expected = new TreeSet<>();
        visits.forEach(visit -> expected.add(visit.call()));
        await("the event of each of " + expected.size() + " visits")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(new TreeSet<>(calls())).containsAll(expected));
        assertThat(calls()).doesNotHaveDuplicates();
    }

    private static List<String> calls() {
        return Console.shared().events().stream()
                .map(event -> event.attribute("honeyhive_inputs.call"))
                .filter(call -> !call.isEmpty())
                .toList();
    }

    private static void assertNoCanary(String where, String text) {
        for (String canary : CANARIES) {
            assertThat(text.contains(canary)).as("%s in %s", canary, where).isFalse();
        }
    }

    /** All that server and library have written, but for where the secrets themselves are. */
    private static void assertNoCanaryInFiles() {
        for (String written : List.of("servers", "server-logs", "secure", "server")) {
            if (Files.isDirectory(Artifacts.target().resolve(written))) {
                AuditTool.files(Artifacts.target().resolve(written)).stream()
                        .filter(file -> !file.startsWith(MOUNTED))
                        .filter(file ->
                                !written.equals("server") || file.toString().contains("standalone"))
                        .forEach(file -> assertNoCanary(file.toString(), AuditTool.latin(file)));
            }
        }
    }

    private static List<Path> directories(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the kubelet does: a whole new folder, put in place by one renaming. */
    private static void write(String key) {
        try {
            Path folder = Files.createDirectories(MOUNTED.resolve("honeyhive"));
            Path next = Files.createDirectories(folder.resolve("..of-" + Keys.fingerprint(key)));
            Files.writeString(next.resolve("key"), key);
            Path link = folder.resolve("..data_tmp");
            Files.createSymbolicLink(link, next.getFileName());
            Files.move(
                    link,
                    folder.resolve("..data"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            if (!Files.isSymbolicLink(folder.resolve("key"))) {
                Files.createSymbolicLink(folder.resolve("key"), Path.of("..data", "key"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
