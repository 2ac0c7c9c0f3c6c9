/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** An event without its body: what lists, trees and the checks across events need. */
record EventRow(
        long id,
        long receivedAt,
        String eventId,
        String sessionKey,
        String type,
        String name,
        String service,
        String traceId,
        String spanId,
        String parentSpanId,
        boolean parentIsRemote,
        String parentEventId,
        boolean autoCreate,
        String keyFingerprint,
        double startTime,
        double endTime,
        long promptTokens,
        long completionTokens,
        long totalTokens,
        boolean failed,
        int warnings,
        String preview,
        double cost) {

    static final String COLUMNS = "id, received_at, event_id, session_key, event_type, event_name, service, trace_id,"
            + " span_id, parent_span_id, parent_is_remote, parent_event_id, auto_create, key_fingerprint, start_time,"
            + " end_time, prompt_tokens, completion_tokens, total_tokens, failed, warnings, preview, cost";

    static EventRow of(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong("id"),
                row.getLong("received_at"),
                row.getString("event_id"),
                row.getString("session_key"),
                row.getString("event_type"),
                row.getString("event_name"),
                row.getString("service"),
                row.getString("trace_id"),
                row.getString("span_id"),
                row.getString("parent_span_id"),
                row.getBoolean("parent_is_remote"),
                row.getString("parent_event_id"),
                row.getBoolean("auto_create"),
                row.getString("key_fingerprint"),
                row.getDouble("start_time"),
                row.getDouble("end_time"),
                row.getLong("prompt_tokens"),
                row.getLong("completion_tokens"),
                row.getLong("total_tokens"),
                row.getBoolean("failed"),
                row.getInt("warnings"),
                row.getString("preview"),
                row.getDouble("cost"));
    }

    /** Whether this is the row that stands for its session. */
    boolean isSession() {
        return eventId.equals(sessionKey);
    }

    boolean isSpan() {
        return !spanId.isEmpty() || !traceId.isEmpty();
    }

    SpanRef span() {
        return new SpanRef(traceId, spanId);
    }

    SpanRef parentSpan() {
        return new SpanRef(traceId, parentSpanId);
    }

    /** What names a span in the whole store. */
    record SpanRef(String traceId, String spanId) {}
}
