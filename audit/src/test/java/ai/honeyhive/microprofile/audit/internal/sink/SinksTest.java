/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.AuditSink;
import ai.honeyhive.microprofile.audit.Logs;
import ai.honeyhive.microprofile.audit.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class SinksTest {

    /** RFC 5424, section 6: PRI VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP SD SP MSG. */
    private static final Pattern RFC_5424 = Pattern.compile(
            "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48})"
                    + " ([!-~]{1,128}) ([!-~]{1,32})"
                    + " (\\[[!-~&&[^=\\]\"]]{1,32}(?: [!-~&&[^=\\]\"]]{1,32}=\"[^\"\\\\\\]]*\")*\\]) \ufeff(.*)",
            Pattern.DOTALL);

    @TempDir
    Path directory;

    private Path log() {
        return directory.resolve("audit/shop-1");
    }

    private AuditSettings.Builder settings() {
        return Logs.signed(directory.resolve("audit"));
    }

    @Test
    void syslog_sendsFramesOfRfc5425AndReconnects() throws Exception {
        try (SyslogServer server = new SyslogServer(directory, "dns:localhost");
                AuditLog log = AuditLog.open(settings()
                        .sink(new SyslogSink("localhost", server.port(), server.certificate, "my shop", "höst"))
                        .build())) {
            log.record(AuditEvent.of(AuditEventType.SECRET_FAILED, Outcome.FAILURE)
                    .reason("grün\n<34>1 forged")
                    .build());
            Logs.await("the record", () -> server.messages.stream().anyMatch(m -> m.contains("secret.failed")));
            server.hangUp();
            log.record(Logs.event(2));
            Logs.await("the next record", () -> server.messages.stream().anyMatch(m -> m.contains("\"number\":\"2\"")));

            String message = server.messages.stream()
                    .filter(m -> m.contains("secret.failed"))
                    .findFirst()
                    .orElseThrow();
            Matcher parsed = RFC_5424.matcher(message);
            assertThat(parsed.matches()).as(message).isTrue();
            assertThat(parsed.group(1)).isEqualTo(Integer.toString(13 * 8 + 4));
            assertThat(parsed.group(3)).isEqualTo("h_st");
            assertThat(parsed.group(4)).isEqualTo("my_shop");
            assertThat(parsed.group(6)).isEqualTo("secret.failed");
            assertThat(parsed.group(7)).startsWith("[audit@32473 seq=\"3\" outcome=\"failure\" log=\"");
            assertThat(Logs.lines(log())).contains(parsed.group(8));
        }
    }

    @Test
    void syslog_doesNotTrustAServerOfAnotherName() throws Exception {
        try (SyslogServer server = new SyslogServer(directory, "dns:elsewhere.example");
                AuditLog log = AuditLog.open(settings()
                        .sink(new SyslogSink("localhost", server.port(), server.certificate, "shop", "host"))
                        .build())) {
            assertThat(log.record(Logs.event(1))).isTrue();
            Logs.await("the refusal", () -> log.status().failingSinks().containsKey("syslog"));
            assertThat(server.messages).noneMatch(message -> message.contains("secret.read"));
        }
    }

    @Test
    void jdbc_hasEachRecordOnceWithTheLineOfTheFile() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:audit;DB_CLOSE_DELAY=-1");
        List<AuditRecord> seen = new CopyOnWriteArrayList<>();
        try (AuditLog log = AuditLog.open(settings()
                .sink(JdbcSink.of(database, "honeyhive_audit"))
                .sink(new Collecting(seen))
                .build())) {
            for (int i = 0; i < 50; i++) {
                log.record(Logs.event(i));
            }
            // Closing waits for sinks a short time only.
            Logs.await("all rows but the last", () -> isThere(database, 52) && seen.size() == 52);
        }
        JdbcSink again = JdbcSink.of(database, "honeyhive_audit");
        again.write(seen);

        assertThat(rows(database)).containsExactlyElementsOf(Logs.lines(log()));
    }

    @Test
    void jdbc_doesTheSameOnARealPostgres() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setURL(server.url());
            database.setUser("audit");
            List<AuditRecord> seen = new CopyOnWriteArrayList<>();
            try (AuditLog log = AuditLog.open(settings()
                    .sink(JdbcSink.of(server.url(), "audit", "", "honeyhive_audit"))
                    .sink(new Collecting(seen))
                    .build())) {
                // The server may still be starting: the sink tries again.
                for (int i = 0; i < 50; i++) {
                    log.record(AuditEvent.of(AuditEventType.SECRET_READ, Outcome.SUCCESS)
                            .target("grün \u0000 ' \" \\ " + i)
                            .build());
                }
                Logs.await(
                        "all rows",
                        () -> !log.status().failingSinks().containsKey("jdbc")
                                && isThere(database, seen.size())
                                && seen.size() >= 52);
            }
            JdbcSink.of(server.url(), "audit", "", "honeyhive_audit").write(seen);

            assertThat(rows(database)).containsExactlyElementsOf(Logs.lines(log()));
        }
    }

    private static boolean isThere(DataSource database, int rows) {
        try {
            return rows(database).size() == rows;
        } catch (SQLException e) {
            // No table yet.
            return false;
        }
    }

    private static List<String> rows(DataSource database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet result =
                        connection.createStatement().executeQuery("SELECT line FROM honeyhive_audit ORDER BY seq")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    @Test
    void logger_getsLinesAsTheyAre() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(LoggerSink.LOGGER);
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try (AuditLog log = AuditLog.open(settings().sink(new LoggerSink()).build())) {
            log.record(AuditEvent.of(AuditEventType.CONFIG_CHANGED, Outcome.SUCCESS)
                    .reason("{0} {1}")
                    .build());
            Logs.await("all lines but the last", () -> logged.size() == 3);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(logged).containsExactlyElementsOf(Logs.lines(log()));
    }

    @Test
    void oneSinkFailsAndOneHangs_theOthersGoOn() throws Exception {
        List<AuditRecord> seen = new CopyOnWriteArrayList<>();
        CountDownLatch released = new CountDownLatch(1);
        boolean[] repaired = new boolean[1];
        try (AuditLog log = AuditLog.open(settings()
                .sink(new Collecting(new ArrayList<>()) {
                    @Override
                    public void write(List<AuditRecord> records) throws Exception {
                        released.await();
                    }
                })
                .sink(new Collecting(new ArrayList<>()) {
                    @Override
                    public String name() {
                        return "failing";
                    }

                    @Override
                    public void write(List<AuditRecord> records) throws IOException {
                        synchronized (repaired) {
                            if (!repaired[0]) {
                                throw new IOException("no route");
                            }
                        }
                    }
                })
                .sink(new Collecting(seen))
                .build())) {
            assertThat(log.record(Logs.event(1))).isTrue();
            Logs.await(
                    "the good sink", () -> seen.stream().anyMatch(r -> r.line().contains("\"number\":\"1\"")));
            Logs.await(
                    "the record of the failure",
                    () -> seen.stream()
                            .anyMatch(r -> r.line().contains("\"type\":\"audit.sink\",\"outcome\":\"failure\"")
                                    && r.line().contains("no route")));
            synchronized (repaired) {
                repaired[0] = true;
            }
            Logs.await(
                    "the record of the repair",
                    () -> seen.stream()
                            .anyMatch(r -> r.line().contains("\"type\":\"audit.sink\",\"outcome\":\"success\"")));
            released.countDown();
        }
        assertThat(Logs.verify(log()).findings()).isEmpty();
    }

    private static class Collecting implements AuditSink {
        private final List<AuditRecord> seen;

        Collecting(List<AuditRecord> seen) {
            this.seen = seen;
        }

        @Override
        public String name() {
            return "collecting";
        }

        @Override
        public void write(List<AuditRecord> records) throws Exception {
            seen.addAll(records);
        }

        @Override
        public void close() {}
    }
}
