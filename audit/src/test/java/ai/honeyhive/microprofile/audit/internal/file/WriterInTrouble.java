/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Delivery;
import ai.honeyhive.microprofile.audit.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes to a small file system of its own until it is full, and again when there is room; the same with one that is mounted
 * read-only for a while. Prints what it was told, a line each.
 */
final class WriterInTrouble {

    private static final int ENOUGH = 100_000;

    private WriterInTrouble() {}

    /** The arguments are the mounted directory and the file of the signing key. */
    public static void main(String[] args) throws Exception {
        Path mounted = Path.of(args[0]);
        Path ballast = Files.write(mounted.resolve("ballast"), new byte[32 * 1024]);
        int number = 0;
        try (AuditLog log = open(mounted, args[1])) {
            number = until(log, number, false);
            Files.delete(ballast);
            number = until(log, number, true);
        }
        // Nothing can be made read-only while it is written, so it is before the log is opened again.
        remount(mounted, "ro");
        try (AuditLog log = open(mounted, args[1])) {
            number = until(log, number, false);
            remount(mounted, "rw");
            until(log, number, true);
        }
        System.out.println("closed");
    }

    private static AuditLog open(Path mounted, String key) throws IOException {
        return AuditLog.open(AuditSettings.builder(mounted.resolve("audit"))
                .application("shop")
                .signingKey(Files.readString(Path.of(key)))
                .delivery(Delivery.REQUIRED)
                .timeout(Duration.ofMinutes(1))
                .build());
    }

    /** Records until it is, or is not, told that the record is on disk; how many records there have been then. */
    private static int until(AuditLog log, int from, boolean durable) {
        for (int number = from; number < from + ENOUGH; number++) {
            boolean written = log.record(Logs.event(number));
            System.out.println((written ? "written " : "refused ") + number);
            if (written == durable) {
                return number + 1;
            }
        }
        throw new IllegalStateException("the disk does as it always did");
    }

    private static void remount(Path mounted, String mode) throws IOException, InterruptedException {
        int code = new ProcessBuilder("mount", "-o", "remount," + mode, mounted.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("mount -o remount," + mode + " has ended with " + code);
        }
    }
}
