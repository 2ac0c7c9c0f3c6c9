/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.audit;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.export.Witness;
import org.jspecify.annotations.Nullable;

/** What one tracer's exporter does, as records: changes, not each request. Used by the exporter's thread only. */
final class TracerWatch implements Witness {

    private final AuditTrail trail;
    private final String tracer;
    private boolean failing;
    private boolean refused;

    TracerWatch(AuditTrail trail, String tracer) {
        this.trail = trail;
        this.tracer = tracer;
    }

    @Override
    public void keyTaken(@Nullable ApiKey before, ApiKey key) {
        AuditEvent.Builder changed = AuditEvent.of(AuditEventType.CONFIG_CHANGED, Outcome.SUCCESS)
                .target("api-key of tracer " + tracer)
                .detail("key", key.masked())
                .detail("fingerprint", trail.fingerprint(key));
        if (before != null) {
            changed.detail("before", before.masked()).detail("fingerprint_before", trail.fingerprint(before));
        }
        trail.must(changed.build());
        trail.must(StartRecords.keyUsed(tracer, key, trail.fingerprint(key)));
    }

    @Override
    public boolean maySend(int spans, int bytes) {
        return trail.maySend(tracer, spans, bytes);
    }

    @Override
    public void failed(String kind, boolean keyRefused) {
        if (keyRefused && !refused) {
            refused = true;
            trail.record(AuditEvent.of(AuditEventType.TRACER_REJECTED, Outcome.DENIED)
                    .target(tracer)
                    .reason("HoneyHive refuses the key: " + kind)
                    .build());
        }
        if (!failing) {
            failing = true;
            trail.record(AuditEvent.of(AuditEventType.TRACER_DEGRADED, Outcome.FAILURE)
                    .target(tracer)
                    .reason(kind)
                    .build());
        }
    }

    @Override
    public void delivered() {
        if (failing) {
            failing = false;
            refused = false;
            trail.record(AuditEvent.of(AuditEventType.TRACER_DEGRADED, Outcome.SUCCESS)
                    .target(tracer)
                    .reason("delivers again")
                    .build());
        }
    }
}
