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

/** A process that writes durable records with several threads, prints each one's number once it is told it is safe. */
final class KilledWriter {

    private KilledWriter() {}

    public static void main(String[] args) throws IOException {
        int round = Integer.parseInt(args[1]);
        AuditLog log = AuditLog.open(AuditSettings.builder(Path.of(args[0]))
                .application("shop")
                .signingKey(Files.readString(Path.of(args[2])))
                .checkpointInterval(Duration.ofMillis(20))
                .rotation(32 * 1024, Duration.ofHours(1))
                .delivery(Delivery.REQUIRED)
                .timeout(Duration.ofMinutes(1))
                .build());
        for (int thread = 0; thread < 4; thread++) {
            int first = round * 10_000_000 + thread * 1_000_000;
            new Thread(() -> {
                        for (int i = first; ; i++) {
                            if (log.record(Logs.event(i))) {
                                System.out.print(i + ";\n");
                            }
                        }
                    })
                    .start();
        }
    }
}
