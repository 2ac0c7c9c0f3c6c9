/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * A record as a syslog message (RFC 5424), framed by octet counting (RFC 5425, section 4.3.1): facility 13 (log audit),
 * the type as MSGID, number and outcome as structured data, the JSON line as MSG after a byte order mark, which says that
 * it is UTF-8. The enterprise number in the structured data's name is the one RFC 5612 reserves for documentation.
 */
final class SyslogMessage {

    private static final int FACILITY = 13;

    private SyslogMessage() {}

    static byte[] framed(AuditRecord record, String host, String application, long pid) {
        AuditEvent event = record.event();
        boolean good = event.outcome() == Outcome.SUCCESS || event.outcome() == Outcome.PENDING;
        int severity = good ? 6 : 4;
        String message = "<" + (FACILITY * 8 + severity) + ">1 " + event.time().truncatedTo(ChronoUnit.MICROS) + " "
                + name(host, 255) + " " + name(application, 48) + " " + pid + " "
                + name(event.type().id(), 32) + " [audit@32473 seq=\"" + record.sequence() + "\" outcome=\""
                + event.outcome().id() + "\" log=\"" + record.log() + "\"] \ufeff" + record.line();
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        byte[] count = (body.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = Arrays.copyOf(count, count.length + body.length);
        System.arraycopy(body, 0, frame, count.length, body.length);
        return frame;
    }

    /** Printable ASCII without blanks, cut to what the header allows; "-" for nothing. */
    private static String name(String text, int longest) {
        String name = text.replaceAll("[^!-~]", "_");
        return name.isEmpty() ? "-" : name.substring(0, Math.min(longest, name.length()));
    }
}
