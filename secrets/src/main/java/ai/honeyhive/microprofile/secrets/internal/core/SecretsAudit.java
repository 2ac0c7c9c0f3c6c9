/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLease;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.Delivery;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.config.AccessWitness;
import ai.honeyhive.microprofile.secrets.internal.config.DocumentId;
import ai.honeyhive.microprofile.secrets.internal.config.SecretsSettings;
import ai.honeyhive.microprofile.secrets.internal.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The records of the secrets; does nothing where {@code honeyhive.audit.enabled} is not true. A share in the log of the
 * application, so that it is one log with the exporter's; given back when the last store has ended, since nobody has to close
 * the secrets. Thread-safe.
 */
public final class SecretsAudit implements AccessWitness {

    /** What went wrong with a document, and how often since it last went well. */
    private record Failing(Kind kind, int times) {}

    private final @Nullable AuditLease lease;
    private final AtomicInteger users = new AtomicInteger(1);
    private final Map<DocumentId, Failing> failing = new HashMap<>();

    private SecretsAudit(@Nullable AuditLease lease) {
        this.lease = lease;
    }

    /**
     * Opens the log, if there is one.
     *
     * @throws IllegalArgumentException if a setting of it is wrong
     */
    public static SecretsAudit open(Settings settings) {
        return new SecretsAudit(
                AuditLease.of(name -> Optional.ofNullable(settings.get(name))).orElse(null));
    }

    /** One more that records. */
    void enter() {
        users.incrementAndGet();
    }

    /** One less; the last one gives the log back. */
    public void leave() {
        if (users.decrementAndGet() == 0 && lease != null) {
            lease.close();
        }
    }

    /** What is mapped to where. */
    public void loaded(SecretsSettings settings) {
        AuditEvent.Builder event =
                AuditEvent.of(AuditEventType.CONFIG_LOADED, Outcome.SUCCESS).target("honeyhive.secrets");
        settings.mappings()
                .forEach(mapping ->
                        event.detail(mapping.property(), mapping.reference().toString()));
        settings.imports()
                .forEach(imported -> event.detail(
                        imported.prefix() + ".*", imported.document().toString()));
        settings.encrypted().keySet().forEach(property -> event.detail(property, "an encrypted value"));
        startRequires(event.build());
    }

    /** A key of the ring has decrypted properties. */
    public void decrypted(String keyId, List<String> properties) {
        startRequires(AuditEvent.of(AuditEventType.KEY_USED, Outcome.SUCCESS)
                .target(keyId)
                .detail("operation", "decrypt")
                .detail("properties", String.join(",", properties))
                .build());
    }

    /** A property's value cannot be decrypted. */
    public void undecryptable(String property, String why) {
        record(AuditEvent.of(AuditEventType.SECRET_FAILED, Outcome.FAILURE)
                .target(property)
                .reason(why)
                .build());
    }

    private void startRequires(AuditEvent event) {
        if (!record(event)) {
            throw new IllegalStateException(
                    "The application cannot start: honeyhive.audit.delivery requires a record of "
                            + event.type().id() + ", and the audit log cannot be written.");
        }
    }

    /**
     * A document was read, and is about to be taken into use.
     *
     * @param changed the properties that get another value, each with whether it had one
     * @param values the new ones; a property that is not in it has none any more
     * @throws SecretStoreException if that may not be, for want of a record
     */
    void read(DocumentId id, SecretDocument document, Map<String, Boolean> changed, Map<String, String> values)
            throws SecretStoreException {
        Failing before;
        synchronized (failing) {
            before = failing.remove(id);
        }
        AuditLog log = lease == null ? null : lease.log();
        if (log == null) {
            return;
        }
        List<AuditEvent> events = new ArrayList<>();
        for (Map.Entry<String, Boolean> property : changed.entrySet()) {
            String value = values.get(property.getKey());
            AuditEventType type = value == null
                    ? AuditEventType.SECRET_FAILED
                    : property.getValue() ? AuditEventType.SECRET_ROTATED : AuditEventType.SECRET_READ;
            AuditEvent.Builder event = of(type, id, value == null ? Outcome.FAILURE : Outcome.SUCCESS)
                    .target(property.getKey());
            if (value == null) {
                event.reason("the field is gone");
            } else {
                event.detail("version", document.version()).detail("fingerprint", log.fingerprint(value));
            }
            events.add(event.build());
        }
        if (before != null) {
            events.add(of(AuditEventType.SECRET_READ, id, Outcome.SUCCESS)
                    .target(id.toString())
                    .reason("readable again")
                    .detail("failures", before.times())
                    .build());
        }
        if (!log.recordAll(events).isEmpty()) {
            throw new SecretStoreException(
                    Kind.UNAVAILABLE,
                    id + " is not taken into use: honeyhive.audit.delivery requires a record of it, and the audit log"
                            + " cannot be written");
        }
    }

    /** A document could not be read. The same failure again and again is one record. */
    void failed(DocumentId id, Set<String> properties, SecretStoreException failure) {
        synchronized (failing) {
            Failing before = failing.get(id);
            failing.put(id, new Failing(failure.kind(), before == null ? 1 : before.times() + 1));
            if (before != null && before.kind() == failure.kind()) {
                return;
            }
        }
        record(of(AuditEventType.SECRET_FAILED, id, outcome(failure))
                .target(String.join(",", properties))
                .reason(failure.getMessage())
                .detail("kind", failure.kind().name().toLowerCase(Locale.ROOT))
                .build());
    }

    @Override
    public boolean mayAccess(String store, String action) {
        return lease == null
                || lease.log().delivery(AuditEventType.STORE_LOGIN) != Delivery.REQUIRED
                || record(access(store, action, Outcome.PENDING).build());
    }

    @Override
    public void accessed(String store, String action, @Nullable SecretStoreException failure) {
        record(access(store, action, failure == null ? Outcome.SUCCESS : outcome(failure))
                .reason(failure == null ? null : failure.getMessage())
                .build());
    }

    private static AuditEvent.Builder access(String store, String action, Outcome outcome) {
        return AuditEvent.of(AuditEventType.STORE_LOGIN, outcome).target(store).detail("action", action);
    }

    private static AuditEvent.Builder of(AuditEventType type, DocumentId id, Outcome outcome) {
        return AuditEvent.of(type, outcome).detail("store", id.store()).detail("reference", id.toString());
    }

    private static Outcome outcome(SecretStoreException failure) {
        return failure.kind() == Kind.DENIED ? Outcome.DENIED : Outcome.FAILURE;
    }

    private boolean record(AuditEvent event) {
        return lease == null || lease.log().record(event);
    }
}
