/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records that were lost, by reason: all of them, and those that no gap record tells of yet. Thread-safe. */
final class Losses {

    private final Map<String, Long> total = new TreeMap<>();
    private final Map<String, Long> untold = new TreeMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    synchronized void add(String reason, long count) {
        if (count > 0) {
            total.merge(reason, count, Long::sum);
            untold.merge(reason, count, Long::sum);
            last = Instant.now();
            first = first == null ? last : first;
        }
    }

    synchronized Map<String, Long> total() {
        return Map.copyOf(total);
    }

    /** A gap record of all that is untold, or null. */
    synchronized @Nullable AuditEvent gap() {
        if (untold.isEmpty()) {
            return null;
        }
        AuditEvent.Builder gap = AuditEvent.of(AuditEventType.AUDIT_GAP, Outcome.FAILURE)
                .detail("from", String.valueOf(first))
                .detail("to", String.valueOf(last));
        untold.forEach(gap::detail);
        return gap.build();
    }

    /** A gap record is on disk; what has been lost since then stays untold. */
    synchronized void told(AuditEvent gap) {
        gap.details().forEach((reason, count) -> {
            if (untold.containsKey(reason)) {
                long rest = untold.merge(reason, -Long.parseLong(count), Long::sum);
                if (rest <= 0) {
                    untold.remove(reason);
                }
            }
        });
        first = untold.isEmpty() ? null : last;
    }
}
