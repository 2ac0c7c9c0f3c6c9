/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.audit;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.internal.export.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happens too often for a record each: losses by reason, masked values by kind, since the last time. */
final class Summaries implements Supplier<List<AuditEvent>> {

    private final Supplier<Map<String, Account>> accounts;
    private final Supplier<Map<String, Long>> beforeThem;
    private final AuditTrail.Hits hits;
    private final Map<String, Long> told = new HashMap<>();

    Summaries(Supplier<Map<String, Account>> accounts, Supplier<Map<String, Long>> beforeThem, AuditTrail.Hits hits) {
        this.accounts = accounts;
        this.beforeThem = beforeThem;
        this.hits = hits;
    }

    @Override
    public synchronized List<AuditEvent> get() {
        List<AuditEvent> events = new ArrayList<>();
        accounts.get().forEach((tracer, account) -> add(events, dropped(AuditTrail.shown(tracer)), reasons(account)));
        add(events, dropped("before any tracer"), beforeThem.get());
        hits.counts()
                .forEach((kind, count) -> add(
                        events,
                        AuditEvent.of(AuditEventType.REDACTION_HIT, Outcome.SUCCESS)
                                .target(kind),
                        Map.of("masked " + kind, count)));
        return events;
    }

    private static AuditEvent.Builder dropped(String tracer) {
        return AuditEvent.of(AuditEventType.SPANS_DROPPED, Outcome.FAILURE).target(tracer);
    }

    /** Adds what is new in the counts, if anything is. */
    private void add(List<AuditEvent> events, AuditEvent.Builder event, Map<String, Long> counts) {
        boolean any = false;
        String target = event.build().target();
        for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
            Long before = told.put(target + '\n' + count.getKey(), count.getValue());
            long more = count.getValue() - (before == null ? 0 : before);
            if (more > 0) {
                any = true;
                event.detail(count.getKey(), more);
            }
        }
        if (any) {
            events.add(event.build());
        }
    }

    private static Map<String, Long> reasons(Account account) {
        Map<String, Long> reasons = new HashMap<>();
        account.dropped().forEach((reason, count) -> reasons.put(reason.name().toLowerCase(Locale.ROOT), count));
        return reasons;
    }

    /** The end of a tracer: its account. */
    static AuditEvent end(String tracer, @Nullable Account account) {
        AuditEvent.Builder event =
                AuditEvent.of(AuditEventType.TRACER_STOPPED, Outcome.SUCCESS).target(AuditTrail.shown(tracer));
        if (account != null) {
            event.detail("produced", account.produced())
                    .detail("delivered", account.delivered())
                    .detail("sampled_out", account.sampledOut())
                    .detail("dropped", account.droppedTotal());
        }
        return event.build();
    }
}
