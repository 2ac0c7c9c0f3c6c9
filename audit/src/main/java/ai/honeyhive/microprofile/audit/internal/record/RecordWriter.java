/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import ai.honeyhive.microprofile.audit.AuditEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as lines, in schema version 1: names in a fixed order, no white space. Not thread-safe. */
public final class RecordWriter {

    private static final int LONGEST_FIELD = 2048;
    private static final int LONGEST_NAME = 128;
    /** Details beyond this many bytes of a record are left out, and counted. */
    private static final int DETAILS_END = 16 * 1024;

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private final Hashes hashes = new Hashes();
    private final byte[] source;
    private final long origin;
    /** Many records share a second, and writing one out costs as much as the rest of a record. */
    private long second = Long.MIN_VALUE;

    private String secondText = "";

    /**
     * @param application the application's name
     * @param instance which of its instances
     * @param origin the {@link System#nanoTime()} that {@code mono} counts from
     */
    public RecordWriter(String application, String instance, long origin) {
        LineBuffer buffer = new LineBuffer();
        buffer.raw(",\"app\":").string(application, LONGEST_NAME);
        buffer.raw(",\"instance\":").string(instance, LONGEST_NAME);
        this.source = Arrays.copyOf(buffer.bytes(), buffer.size());
        this.origin = origin;
    }

    /** Appends a line with its line break, and tells where the log stands then. */
    public Position append(LineBuffer out, AuditEvent event, Position position) {
        int start = out.size();
        out.raw("{\"v\":1,\"seq\":").number(position.sequence() + 1);
        out.raw(",\"chk\":").number(position.checkpoints());
        fields(out, event, start);
        byte[] hash = hashes.next(position.hash(), hashes.body(out.bytes(), start, out.size()));
        out.raw(RecordLine.HASH_NAME).hex(hash).raw(RecordLine.END);
        return position.afterRecord(hash);
    }

    /** A line for the further sinks while there is no file: without number and hash. */
    public String unchained(AuditEvent event) {
        LineBuffer out = new LineBuffer();
        out.raw("{\"v\":1");
        fields(out, event, 0);
        return out.raw("}").text(0, out.size());
    }

    private void fields(LineBuffer out, AuditEvent event, int start) {
        out.raw(",\"time\":\"");
        time(out, event.time());
        out.raw(",\"mono\":").number(event.nanoTime() - origin);
        out.raw(",\"type\":\"").raw(event.type().id());
        out.raw("\",\"outcome\":\"").raw(event.outcome().id()).raw("\"");
        out.append(source);
        field(out, ",\"actor\":", event.actor());
        field(out, ",\"target\":", event.target());
        field(out, ",\"reason\":", event.reason());
        field(out, ",\"trace_id\":", event.traceId());
        field(out, ",\"span_id\":", event.spanId());
        details(out, event.details(), start);
    }

    private void time(LineBuffer out, Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            secondText = SECONDS.format(time);
        }
        // 1,000,000 in front keeps the leading zeros.
        String micros = Integer.toString(1_000_000 + time.getNano() / 1000);
        out.raw(secondText).raw(micros.substring(1)).raw("Z\"");
    }

    private static void field(LineBuffer out, String name, @Nullable String value) {
        if (value != null) {
            out.raw(name).string(value, LONGEST_FIELD);
        }
    }

    private static void details(LineBuffer out, Map<String, String> details, int start) {
        String separator = ",\"details\":{";
        int written = 0;
        for (Map.Entry<String, String> detail : details.entrySet()) {
            int before = out.size();
            out.raw(separator).string(detail.getKey(), LONGEST_NAME).raw(":").string(detail.getValue(), LONGEST_FIELD);
            if (out.size() - start > DETAILS_END) {
                out.size(before);
                out.raw(separator)
                        .raw("\"left_out\":\"")
                        .number(details.size() - written)
                        .raw("\"");
                written++;
                break;
            }
            written++;
            separator = ",";
        }
        out.raw(written > 0 ? "}" : "");
    }
}
