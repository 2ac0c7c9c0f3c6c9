/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.config.ConfigKey.Scope;
import java.util.List;

/**
 * The names of the audit log's keys, for typing errors and for IDEs. Their values are read by the audit log itself, which also
 * works without us; {@code docs/audit.md} is their reference.
 */
final class AuditKeys {

    static final String PREFIX = "honeyhive.audit.";
    static final String DELIVERY_PREFIX = PREFIX + "delivery.";

    static final List<ConfigKey<?>> ALL = List.of(
            key("enabled", ValueType.BOOLEAN, "false", "Whether there is an audit log."),
            text("directory", "", "Where the logs are; needed."),
            text("application", "application", "The application's name."),
            text("instance", "", "Which instance; without it pid- and the process id."),
            text("delivery", "by-type", "For all records: by-type, best-effort, durable or required."),
            text("delivery.<type>", "", "The same for one type of record; goes before the other."),
            text("timeout", "2s", "How long a caller waits for a durable or required record."),
            text("queue", "8192", "How many records may wait."),
            text("rotate.bytes", "64M", "A file of this size is closed."),
            text("rotate.after", "24h", "So is one that has been in use for so long."),
            text("keep.bytes", "", "The oldest closed files are deleted while all together are larger."),
            text("keep.for", "", "Closed files last written longer ago are deleted."),
            text("checkpoint.interval", "1m", "How often a log with new records gets a checkpoint."),
            text("checkpoint.key-file", "", "What checkpoints are signed with: a file that keygen wrote."),
            text("checkpoint.anchor", "none", "log: each checkpoint goes to the server's log as well."),
            text("summary.interval", "1m", "How often losses and masked values are summed up."),
            text("hash-key-file", "", "The key of fingerprints; without it hash.key in the directory."),
            text("sinks", "file", "Further places, separated by commas: log, otlp, syslog, jdbc."),
            text("otlp.url", "", "Where OTLP logs go: https://host:port/v1/logs."),
            text("otlp.headers", "", "What logs in there: authorization=Bearer%20…, several with commas between them."),
            text("otlp.headers-file", "", "A file with more of them, read for each request."),
            text("otlp.ca-file", "", "Certificates in PEM that are trusted there, read for each request."),
            text("syslog.host", "", "The syslog server."),
            text("syslog.port", "6514", "Its port."),
            text("syslog.ca-file", "", "Certificates in PEM that are trusted."),
            text("jdbc.url", "", "The database."),
            text("jdbc.user", "", "Who logs in to the database."),
            text("jdbc.password", "", "The password for that."),
            text("jdbc.table", "honeyhive_audit", "The table; made if missing."));

    private AuditKeys() {}

    static boolean isKnown(String name) {
        return name.startsWith(DELIVERY_PREFIX)
                || ALL.stream().anyMatch(key -> key.fullName().equals(name));
    }

    static List<String> names() {
        return ALL.stream().map(ConfigKey::fullName).toList();
    }

    private static ConfigKey<String> text(String path, String defaultText, String meaning) {
        return key(path, ValueType.TEXT, defaultText, meaning);
    }

    private static <T> ConfigKey<T> key(String path, ValueType<T> type, String defaultText, String meaning) {
        return new ConfigKey<>("audit." + path, type, defaultText, Scope.GLOBAL, meaning);
    }
}
