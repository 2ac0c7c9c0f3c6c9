/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.AuditSink;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.audit.internal.record.LineBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Records as OpenTelemetry log records, by OTLP over HTTP in JSON (opentelemetry-proto 1.x, {@code ExportLogsServiceRequest}).
 * The body is the line of the file. Our own writer, since the JDK is all there is here. Used by one thread.
 */
public final class OtlpSink implements AuditSink {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST = 64 * 1024;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI endpoint;
    private final OtlpHeaders headers;
    private final @Nullable Path authorities;
    private final String application;
    private final String instance;

    /**
     * @param endpoint the whole address, as {@code https://collector:4318/v1/logs}
     * @param headers what logs in there
     * @param authorities certificates in PEM that are trusted, read for each request; null for those of the JDK
     * @throws IllegalArgumentException if it is none, or leads to another machine without TLS
     */
    public OtlpSink(
            URI endpoint, OtlpHeaders headers, @Nullable Path authorities, String application, String instance) {
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        boolean local = "http".equalsIgnoreCase(endpoint.getScheme()) && THIS_MACHINE.contains(endpoint.getHost());
        if (endpoint.getHost() == null || endpoint.getUserInfo() != null || !(secure || local)) {
            throw new IllegalArgumentException("it is no https:// address, nor an http:// one of this machine");
        }
        this.endpoint = endpoint;
        this.headers = headers;
        this.authorities = authorities;
        this.application = application;
        this.instance = instance;
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public void write(List<AuditRecord> records) throws IOException, GeneralSecurityException {
        LineBuffer body = request(records);
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        if (connection instanceof HttpsURLConnection secure && authorities != null) {
            // The host's name is checked by default.
            secure.setSSLSocketFactory(Trust.in(authorities).getSocketFactory());
        }
        headers.now().forEach(connection::setRequestProperty);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.size());
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.bytes(), 0, body.size());
        }
        int status = connection.getResponseCode();
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readNBytes(LONGEST);
            }
        }
        if (status / 100 != 2) {
            throw new IOException("the collector answers HTTP " + status
                    + (status == 401 || status == 403 ? ": see honeyhive.audit.otlp.headers" : ""));
        }
    }

    private LineBuffer request(List<AuditRecord> records) {
        LineBuffer json = new LineBuffer().raw("{\"resourceLogs\":[{\"resource\":{\"attributes\":[");
        attribute(json, "service.name", application, "");
        attribute(json, "service.instance.id", instance, ",");
        json.raw("]},\"scopeLogs\":[{\"scope\":{\"name\":\"ai.honeyhive.audit\"},\"logRecords\":[");
        String comma = "";
        for (AuditRecord record : records) {
            logRecord(json.raw(comma), record);
            comma = ",";
        }
        return json.raw("]}]}]}");
    }

    private static void logRecord(LineBuffer json, AuditRecord record) {
        AuditEvent event = record.event();
        boolean good = event.outcome() == Outcome.SUCCESS || event.outcome() == Outcome.PENDING;
        json.raw("{\"timeUnixNano\":\"").raw(nanos(event.time())).raw("\",\"severityNumber\":");
        json.raw(good ? "9,\"severityText\":\"INFO\"" : "13,\"severityText\":\"WARN\"");
        json.raw(",\"eventName\":").string(event.type().id(), LONGEST);
        json.raw(",\"body\":{\"stringValue\":").string(record.line(), LONGEST).raw("},\"attributes\":[");
        attribute(json, "event.name", event.type().id(), "");
        attribute(json, "honeyhive.audit.outcome", event.outcome().id(), ",");
        attribute(json, "honeyhive.audit.log", record.log(), ",");
        attribute(json, "honeyhive.audit.seq", Long.toString(record.sequence()), ",");
        String target = event.target();
        if (target != null) {
            attribute(json, "honeyhive.audit.target", target, ",");
        }
        json.raw("]");
        String traceId = event.traceId();
        String spanId = event.spanId();
        if (traceId != null && spanId != null) {
            json.raw(",\"traceId\":").string(traceId, 32).raw(",\"spanId\":").string(spanId, 16);
        }
        json.raw("}");
    }

    private static String nanos(Instant time) {
        return time.getEpochSecond() + String.format("%09d", time.getNano());
    }

    private static void attribute(LineBuffer json, String name, String value, String before) {
        json.raw(before)
                .raw("{\"key\":\"")
                .raw(name)
                .raw("\",\"value\":{\"stringValue\":")
                .string(value, 2048)
                .raw("}}");
    }

    @Override
    public void close() {}
}
