/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Delivery;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.secrets.internal.aws.AwsStandIn;
import ai.honeyhive.microprofile.secrets.internal.vault.RunningVault;
import ai.honeyhive.microprofile.secrets.internal.vault.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong with a store or with the disk of the audit log while an application runs, in a server; {@link SecureKit}
 * has those of a Vault that answers in a wrong way, or not, or not yet, while spans are exported. Each store here is a stand-in
 * of its own, for Vault or for AWS, so that no drill disturbs another.
 */
public abstract class DrillKit {

    private static final Path FOLDER = Artifacts.target().resolve("drills");
    private static final Path DISK = FOLDER.resolve("disk");
    private static final Path AUDIT = DISK.resolve("audit");
    private static final Path SIGNING = FOLDER.resolve("signing.pem");
    private static final Path PUBLIC = FOLDER.resolve("public.pem");

    /** Where Linux lets nobody make a file, root included, without anything having to be mounted. */
    private static final Path READ_ONLY = Path.of("/sys/kernel");

    /** All of them live as long as the JVM of the tests. */
    private static final RunningVault STEADY = RunningVault.start();

    private static final RunningVault LATE = RunningVault.start();
    private static final RunningVault BRIEF = RunningVault.start("\"token_ttl\":\"3s\",\"token_max_ttl\":\"6s\"");
    private static final RunningVault ONCE = RunningVault.start("\"token_ttl\":\"10s\",\"secret_id_num_uses\":1");

    /** Its clock is ahead of the server's by two hours. */
    private static final AwsStandIn AWS = AwsStandIn.start(Duration.ofHours(2));

    private final HttpClient client = HttpClient.newHttpClient();

    /** Where the server has put the application. */
    protected abstract URI application();

    /** The application's configuration. */
    protected static String properties() {
        AuditTool.deleteAll(FOLDER);
        AuditTool.keygen(SIGNING, PUBLIC);
        StringBuilder properties =
                new StringBuilder(Mode.OFF.properties(Console.shared().url()));
        add(properties, "steady", STEADY);
        add(properties, "late", LATE);
        add(properties, "brief", BRIEF);
        add(properties, "once", ONCE);
        LATE.down();
        makeDisk();
        return properties.append("""
                honeyhive.secrets.optional=kit.*
                honeyhive.secrets.boot-budget=3s
                honeyhive.secrets.store.aws.region=eu-central-1
                honeyhive.secrets.store.aws.endpoint=%s
                honeyhive.secrets.store.aws.refresh=200ms
                honeyhive.secrets.map.kit.skewed=aws:prod/db
                honeyhive.audit.enabled=true
                honeyhive.audit.directory=%s
                honeyhive.audit.application=drills
                honeyhive.audit.checkpoint.key-file=%s
                """.formatted(AWS.address(), AUDIT, SIGNING)).toString();
    }

    private static void add(StringBuilder properties, String name, RunningVault vault) {
        vault.write("key", "first");
        properties
                .append(vault.properties(name, FOLDER.resolve(name)))
                .append("honeyhive.secrets.store." + name + ".refresh=200ms\n")
                .append("honeyhive.secrets.map.kit." + name + "=" + vault.reference(name, "key") + "\n");
    }

    private static void makeDisk() {
        try {
            if (Files.isDirectory(READ_ONLY)) {
                Files.createSymbolicLink(DISK, READ_ONLY);
            } else {
                Files.createDirectory(DISK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of the tests finds an application that has started without its audit log. */
    @BeforeEach
    void make_the_disk_writable() throws IOException {
        if (Files.isSymbolicLink(DISK)) {
            patiently("the first secret").until(() -> configured("steady"), "first"::equals);
            Files.delete(DISK);
            Files.createDirectory(DISK);
            rotate(STEADY, "steady");
            patiently("the audit log").until(() -> Files.exists(log()) && recorded("secret.rotated") > 0);
        }
    }

    @Test
    void store_that_was_down_at_the_start_gives_its_secret_when_it_is_there() {
        assertThat(configured("late")).isEqualTo("(none)");

        LATE.up();

        patiently("the secret of a store that was down").until(() -> configured("late"), "first"::equals);
    }

    @Test
    void store_that_goes_down_leaves_the_last_value_and_comes_back() {
        String before = rotate(STEADY, "steady");
        long failures = recorded("secret.failed");

        STEADY.down();
        patiently("the failure in the audit log").until(() -> recorded("secret.failed") > failures);
        assertThat(configured("steady")).isEqualTo(before);
        STEADY.up();

        rotate(STEADY, "steady");
    }

    @Test
    void throttled_requests_leave_the_last_value_and_lead_to_no_login() {
        String before = rotate(STEADY, "steady");
        long logins = STEADY.logins();
        int troubled = STEADY.troubled();

        STEADY.suffer(Trouble.THROTTLING);
        patiently("requests that are refused").until(() -> STEADY.troubled() > troubled + 3);
        assertThat(configured("steady")).isEqualTo(before);
        STEADY.heal();

        rotate(STEADY, "steady");
        assertThat(STEADY.logins()).isEqualTo(logins);
    }

    @Test
    void token_that_has_expired_is_replaced_by_one_login() {
        rotate(STEADY, "steady");
        long logins = STEADY.logins();

        STEADY.expireTokens();

        rotate(STEADY, "steady");
        assertThat(STEADY.logins()).isEqualTo(logins + 1);
    }

    @Test
    void token_at_its_maximum_life_is_replaced_by_a_login() {
        long logins = BRIEF.logins();

        patiently("another login").until(() -> BRIEF.logins() > logins);

        rotate(BRIEF, "brief");
    }

    @Test
    void token_of_a_one_use_secret_id_lives_on_by_renewal() {
        // Two of them take longer than the token would live without the first.
        patiently("renewals").until(() -> ONCE.renewals() > 1);

        rotate(ONCE, "once");
        assertThat(ONCE.logins()).isEqualTo(1);
    }

    @Test
    void clock_that_is_wrong_by_hours_is_corrected_by_the_first_refusal_of_aws() {
        AWS.write("second");

        patiently("the new value of AWS").until(() -> configured("skewed"), "second"::equals);
        assertThat(AWS.late()).isPositive();
        int late = AWS.late();
        AWS.write("third");
        patiently("the next value of AWS").until(() -> configured("skewed"), "third"::equals);
        assertThat(AWS.late()).as("refusals after the first").isEqualTo(late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingException", "ExpiredTokenException"})
    void aws_that_throttles_or_has_seen_the_credentials_expire_leaves_the_last_value(String code) {
        AWS.write("before " + code);
        patiently("a value of AWS").until(() -> configured("skewed"), ("before " + code)::equals);
        int refused = AWS.refused();

        AWS.refuse(code);
        AWS.write("after " + code);
        patiently("refusals").until(() -> AWS.refused() > refused + 2);
        assertThat(configured("skewed")).isEqualTo("before " + code);
        AWS.refuse("");

        patiently("the value after it").until(() -> configured("skewed"), ("after " + code)::equals);
    }

    @Test
    void look_ups_of_64_threads_are_held_up_neither_by_a_hanging_store_nor_by_a_rotation() {
        rotate(STEADY, "steady");
        int troubled = STEADY.troubled();
        STEADY.suffer(Trouble.HANGING);
        patiently("a request that hangs").until(() -> STEADY.troubled() > troubled);

        assertThat(get("storm/begin?name=kit.steady")).isEqualTo("begun");
        STEADY.heal();
        STEADY.write("key", UUID.randomUUID().toString());
        String end = get("storm/end");

        System.getLogger(DrillKit.class.getName()).log(System.Logger.Level.INFO, "{0}", end);
        // Who waits for a store is held up in each of the 64 threads; single ones meet a lock of the JVM or the server
        // for a
        // moment, up to nine of them in 120,000 look-ups.
        assertThat(end).startsWith("64 changed, ");
        assertThat(Integer.parseInt(end.replaceAll("64 changed, (\\d+) held up, .*", "$1")))
                .as(end)
                .isLessThan(64);
    }

    @Test
    void audit_log_on_a_full_disk_says_what_it_has_lost_and_goes_on() throws Exception {
        rotate(STEADY, "steady");
        long gaps = recorded("audit.gap");
        long file = AuditTool.files(log()).stream()
                .filter(path -> path.toString().endsWith(".jsonl"))
                .mapToLong(path -> path.toFile().length())
                .max()
                .orElseThrow();

        // No file of the process may grow beyond the middle of the next record: a disk that is full for the audit log.
        limitFiles(Long.toString(file + 100));
        try {
            rotate(STEADY, "steady");
        } finally {
            limitFiles("unlimited");
        }

        assertGapAfter(gaps);
    }

    /** Read-only is where the log was to be begun: nothing can be mounted under a server that runs. */
    @Test
    void audit_log_on_a_read_only_disk_says_what_it_has_lost_and_goes_on() {
        assumeTrue(Files.isDirectory(READ_ONLY), "NOT RUN: there is no " + READ_ONLY + " here");

        assertGapAfter(0);
        assertThat(AuditTool.text(log()).lines().findFirst())
                .hasValueSatisfying(first -> assertThat(first).doesNotContain("\"config.loaded\""));
    }

    @Test
    void another_process_on_the_same_directory_has_a_log_of_its_own() throws Exception {
        rotate(STEADY, "steady");
        String ours = "of the process of the tests";
        Path log = log();
        try (AuditLog other = AuditLog.open(AuditSettings.builder(AUDIT)
                .application("drills")
                .signingKey(Files.readString(SIGNING))
                .delivery(Delivery.REQUIRED)
                .timeout(Duration.ofMinutes(1))
                .build())) {
            assertThat(other.record(AuditEvent.of(AuditEventType.SECRET_READ, Outcome.SUCCESS)
                            .target(ours)
                            .build()))
                    .isTrue();
            rotate(STEADY, "steady");
        }

        assertThat(AuditTool.text(AUDIT.resolve("drills-2"))).contains(ours).doesNotContain("kit.steady");
        assertThat(AuditTool.text(log)).contains("kit.steady").doesNotContain(ours);
        assertThat(AuditTool.verify(AUDIT.resolve("drills-2"), PUBLIC)).isZero();
    }

    /** What could not be written is a number in the log, and the log is one that an auditor accepts. */
    private void assertGapAfter(long gaps) {
        rotate(STEADY, "steady");
        patiently("the record of the gap").until(() -> recorded("audit.gap") > gaps);
        assertThat(AuditTool.text(log())).containsPattern("\"audit.gap\".*\"write_failed\":\"[1-9]");
        patiently("the verdict on the log").until(() -> AuditTool.verify(log(), PUBLIC) == 0);
    }

    /** Gives a store's secret another value, and waits until the application has it. */
    private String rotate(RunningVault vault, String name) {
        String next = UUID.randomUUID().toString();
        vault.write("key", next);
        patiently("the new value of " + name).until(() -> configured(name), next::equals);
        return next;
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
    }

    private String configured(String name) {
        return get("configured?name=kit." + name);
    }

    private String get(String path) {
        String root = application().toString();
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(root + (root.endsWith("/") ? "" : "/") + "kit/" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The log of the server, which was the first on this directory. */
    private static Path log() {
        return AUDIT.resolve("drills-1");
    }

    private static long recorded(String type) {
        return AuditTool.text(log())
                .lines()
                .filter(line -> line.contains('"' + type + '"'))
                .count();
    }

    /** The server's process is in the name that its log has for it. */
    private static void limitFiles(String bytes) throws Exception {
        Matcher pid = Pattern.compile("pid-(\\d+)").matcher(AuditTool.text(log()));
        assertThat(pid.find()).isTrue();
        try {
            Process prlimit = new ProcessBuilder(
                            List.of("prlimit", "--pid", pid.group(1), "--fsize=" + bytes + ":unlimited"))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(prlimit.waitFor()).as(said).isZero();
        } catch (IOException e) {
            assumeTrue(false, "NOT RUN: " + e.getMessage());
        }
    }
}
