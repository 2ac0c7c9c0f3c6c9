/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditLog;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The audit log's own command line, in a process of its own, as an auditor runs it. */
final class VerifiedLog {

    private VerifiedLog() {}

    static void isWhole(Path directory) {
        try {
            Process verify = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            new File(AuditLog.class
                                            .getProtectionDomain()
                                            .getCodeSource()
                                            .getLocation()
                                            .toURI())
                                    .getPath(),
                            "ai.honeyhive.microprofile.audit.internal.cli.Main",
                            "verify",
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(verify.exitValue()).as(output).isZero();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
