/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Logs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path directory;

    private String root;
    private String publicKey;
    private String output = "";
    private String print = "";

    @BeforeEach
    void write() throws IOException {
        String privateKey = directory.resolve("signing.pem").toString();
        publicKey = directory.resolve("public.pem").toString();
        assertThat(run("keygen", "--private", privateKey, "--public", publicKey))
                .isZero();
        root = directory.resolve("audit").toString();
        try (AuditLog log = AuditLog.open(AuditSettings.builder(Path.of(root))
                .application("shop")
                .signingKey(Files.readString(Path.of(privateKey)))
                .build())) {
            for (int i = 0; i < 5; i++) {
                log.record(Logs.event(i));
            }
            print = log.fingerprint("s3cret");
        }
    }

    private int run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = Main.run(
                arguments, new ByteArrayInputStream("s3cret".getBytes(StandardCharsets.UTF_8)), stream, stream);
        output = out.toString(StandardCharsets.UTF_8);
        return code;
    }

    private Path records() {
        return Path.of(root, "shop-1", "audit-000001.jsonl");
    }

    @Test
    void keygen_writesThePrivateKeyForItsOwnerAndOverwritesNothing() throws IOException {
        Path file = directory.resolve("signing.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run("keygen", "--private", file.toString(), "--public", publicKey))
                .isEqualTo(3);
    }

    @Test
    void verify_goodLog() {
        assertThat(run("verify", root, "--key", publicKey)).isZero();
        assertThat(output).contains("shop-1: OK", "8 records up to 8");
        assertThat(run("verify", root)).isEqualTo(2);
        assertThat(output).contains("INCOMPLETE", "no public key was given");
    }

    @Test
    void verify_oneChangedByte_namesTheFirstBadRecord() throws IOException {
        Files.writeString(records(), Logs.read(records()).replace("\"number\":\"2\"", "\"number\":\"3\""));
        assertThat(run("verify", root, "--key", publicKey)).isEqualTo(1);
        assertThat(output).contains("broken: audit-000001.jsonl line 5: the record was changed, or what was before it");
        assertThat(run("verify", root, "--key", publicKey, "--json")).isEqualTo(1);
        assertThat(output)
                .contains("\"verdict\":\"broken\"", "\"kind\":\"broken\",\"file\":\"audit-000001.jsonl\",\"line\":5,");
    }

    @Test
    void verify_logThatWasKeptElsewhereAndIsGone() throws IOException {
        Path kept = directory.resolve("kept.txt");
        Files.copy(Path.of(root, "shop-1", "audit-000001.chk"), kept);
        assertThat(run("verify", root, "--key", publicKey, "--anchored", kept.toString()))
                .isZero();
        Path other = directory.resolve("other");
        try (AuditLog log =
                AuditLog.open(AuditSettings.builder(other).application("shop").build())) {
            log.record(Logs.event(1));
        }
        assertThat(run("verify", other.toString(), "--anchored", kept.toString()))
                .isEqualTo(1);
        assertThat(output).contains("is not there");
    }

    @Test
    void proof_holdsWithoutTheLogAndShowsNoOtherRecord() throws IOException {
        assertThat(run("prove", records().getParent().toString(), "--seq", "5")).isZero();
        Path proof = Files.writeString(directory.resolve("proof.txt"), output);
        assertThat(output).contains("\"number\":\"2\"").doesNotContain("\"number\":\"3\"");

        assertThat(run("check-proof", proof.toString(), "--key", publicKey)).isZero();
        assertThat(run("check-proof", proof.toString())).isEqualTo(2);
        String good = Logs.read(proof);
        for (String bad : new String[] {
            good.replace("\"number\":\"2\"", "\"number\":\"7\""),
            good.replaceFirst("next .*\n", ""),
            good.replaceFirst("prev .", "prev 0").equals(good)
                    ? good.replaceFirst("prev .", "prev 1")
                    : good.replaceFirst("prev .", "prev 0")
        }) {
            Files.writeString(proof, bad);
            assertThat(run("check-proof", proof.toString(), "--key", publicKey)).isEqualTo(1);
        }
        assertThat(run("prove", records().getParent().toString(), "--seq", "99"))
                .isEqualTo(2);
    }

    @Test
    void fingerprint_isTheOneInTheRecords() {
        assertThat(run("fingerprint", "--hash-key", Path.of(root, "hash.key").toString()))
                .isZero();
        assertThat(output.strip()).isEqualTo(print);
    }

    @Test
    void wrongUse_isToldApartFromABrokenLog() {
        assertThat(run()).isEqualTo(3);
        assertThat(run("verify")).isEqualTo(3);
        assertThat(run("verify", root, "--kye", "x")).isEqualTo(3);
        assertThat(run("verify", directory.resolve("nowhere").toString())).isEqualTo(3);
        assertThat(run("verify", directory.resolve("audit/shop-1").toString(), "--key", root + "/hash.key"))
                .isEqualTo(3);
    }
}
