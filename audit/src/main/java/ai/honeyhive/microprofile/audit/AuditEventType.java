/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import static ai.honeyhive.microprofile.audit.Delivery.BEST_EFFORT;
import static ai.honeyhive.microprofile.audit.Delivery.DURABLE;

/**
 * What can happen that is worth a record. The names are part of the record's schema, version 1: they are never given
 * another meaning. Docs map them to classes of OCSF.
 */
public enum AuditEventType {
    /** The configuration was read; target: the source, details: names and origins, never values. */
    CONFIG_LOADED("config.loaded", DURABLE),
    /** A setting has another value than before; target: its name. */
    CONFIG_CHANGED("config.changed", DURABLE),
    /** A login, renewal or revocation at a secret store; target: the store. */
    STORE_LOGIN("store.login", DURABLE),
    /**
     * A secret was read from its store: for the first time, or again after failures; target: the property. Not each look-up,
     * and not each read that found it as it was.
     */
    SECRET_READ("secret.read", DURABLE),
    /** A secret has a new version; target: the property. */
    SECRET_ROTATED("secret.rotated", DURABLE),
    /** A secret could not be read, or did not decrypt; target: the property. */
    SECRET_FAILED("secret.failed", DURABLE),
    /** A key encrypted, decrypted or signed; target: the key's id. */
    KEY_USED("key.used", DURABLE),
    /** A tracer was started; target: the tracer. */
    TRACER_STARTED("tracer.started", DURABLE),
    /** A tracer was stopped; target: the tracer. */
    TRACER_STOPPED("tracer.stopped", DURABLE),
    /** A tracer no longer delivers, or delivers again; target: the tracer. */
    TRACER_DEGRADED("tracer.degraded", DURABLE),
    /** A tracer was refused: no key, no such name, a key that the server does not accept; target: the tracer. */
    TRACER_REJECTED("tracer.rejected", DURABLE),
    /**
     * Spans are about to be sent; target: the tracer. Recorded only where it is set to {@code durable} or {@code required}: a
     * record before each request.
     */
    SPANS_SENT("spans.sent", BEST_EFFORT),
    /** Spans were dropped; target: the tracer, details: counts by reason. A summary, not one record a span. */
    SPANS_DROPPED("spans.dropped", BEST_EFFORT),
    /** The sampling of a tracer, as of a start; target: the tracer. */
    SAMPLING_CHANGED("sampling.changed", DURABLE),
    /** What is captured of calls, as of a start; target: the tracer, or the setting that overrides an annotation. */
    CAPTURE_CHANGED("capture.changed", DURABLE),
    /** An endpoint without TLS was allowed by an explicit setting; target: the endpoint. */
    PLAINTEXT_ALLOWED("endpoint.plaintext", DURABLE),
    /** Redaction found something; target: the detector, details: counts. Never what was found. */
    REDACTION_HIT("redaction.hit", BEST_EFFORT),
    /** A quality gate let an answer pass or held it back; target: the gate. */
    GATE_DECIDED("gate.decided", BEST_EFFORT),
    /** An administrative API was called; target: the operation. */
    ADMIN_CALLED("admin.called", DURABLE),

    /** The log was opened. */
    AUDIT_STARTED("audit.started", DURABLE),
    /** The log was closed in good order. */
    AUDIT_STOPPED("audit.stopped", DURABLE),
    /** The first record of each file: what it continues, and why there is a new file. */
    AUDIT_FILE("audit.file", DURABLE),
    /** Records were lost; details: counts by reason, from when to when. */
    AUDIT_GAP("audit.gap", DURABLE),
    /** An unfinished record, left by a crash, was set aside at the start; details: its bytes. */
    AUDIT_RECOVERED("audit.recovered", DURABLE),
    /** At the start or in mid-run the file was not as it was left: someone or something else has changed it. */
    AUDIT_DAMAGED("audit.damaged", DURABLE),
    /** An old file is about to be deleted, as configured; details: what is needed to verify the rest. */
    AUDIT_DELETED("audit.deleted", DURABLE),
    /** The wall clock went back by more than two seconds. */
    AUDIT_CLOCK("audit.clock", DURABLE),
    /** Another sink fails, or works again; target: the sink, details: what it has lost. */
    AUDIT_SINK("audit.sink", DURABLE);

    private final String id;
    private final Delivery delivery;

    AuditEventType(String id, Delivery delivery) {
        this.id = id;
        this.delivery = delivery;
    }

    /** The name in the record and in {@code honeyhive.audit.delivery.<type>}. */
    public String id() {
        return id;
    }

    /** How it is delivered where the configuration says nothing. */
    public Delivery delivery() {
        return delivery;
    }
}
