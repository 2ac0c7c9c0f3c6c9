/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.AuditSink;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/**
 * Records as rows, in standard SQL. The table is made if it is not there. A row's key is the SHA-256 of its line, so that
 * a record that is offered again after a doubtful commit is there once. Used by one thread.
 */
public final class JdbcSink implements AuditSink {

    private static final String UNIQUE_VIOLATION = "23505";

    /** Where connections come from. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections connections;
    private final String table;
    private boolean tableExists;

    private JdbcSink(Connections connections, String table) {
        this.connections = connections;
        this.table = table;
    }

    /**
     * Rows by way of a data source.
     *
     * @param table a plain SQL name, which the caller has checked
     */
    public static JdbcSink of(DataSource dataSource, String table) {
        return new JdbcSink(dataSource::getConnection, table);
    }

    /**
     * Rows by way of a driver that the application has.
     *
     * @param table a plain SQL name, which the caller has checked
     */
    public static JdbcSink of(String url, String user, String password, String table) {
        return new JdbcSink(() -> open(url, user, password), table);
    }

    private static Connection open(String url, String user, String password) throws SQLException {
        try {
            return user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            // Its message has the whole URL where there is no driver for it, and a password may stand in that.
            String text = String.valueOf(e.getMessage()).replace(url, "honeyhive.audit.jdbc.url");
            throw new SQLException(password.isEmpty() ? text : text.replace(password, "****"), e.getSQLState());
        }
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public void write(List<AuditRecord> records) throws SQLException {
        try (Connection connection = connections.open()) {
            createTable(connection);
            connection.setAutoCommit(false);
            try {
                insert(connection, records);
            } catch (SQLException e) {
                connection.rollback();
                if (!isDuplicate(e)) {
                    throw e;
                }
                insertMissing(connection, records);
            }
        }
    }

    private void createTable(Connection connection) throws SQLException {
        if (!tableExists) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table + " (id CHAR(64) PRIMARY KEY,"
                        + " log_id VARCHAR(64) NOT NULL, seq BIGINT NOT NULL,"
                        + " event_time TIMESTAMP WITH TIME ZONE NOT NULL, event_type VARCHAR(64) NOT NULL,"
                        + " outcome VARCHAR(16) NOT NULL, line VARCHAR(131072) NOT NULL)");
            }
            tableExists = true;
        }
    }

    private void insert(Connection connection, List<AuditRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (id, log_id, seq, event_time, event_type, outcome, line) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (AuditRecord record : records) {
                insert.setString(1, id(record.line()));
                insert.setString(2, record.log());
                insert.setLong(3, record.sequence());
                insert.setObject(4, record.event().time().atOffset(ZoneOffset.UTC));
                insert.setString(5, record.event().type().id());
                insert.setString(6, record.event().outcome().id());
                insert.setString(7, record.line());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    private void insertMissing(Connection connection, List<AuditRecord> records) throws SQLException {
        for (AuditRecord record : records) {
            try {
                insert(connection, List.of(record));
            } catch (SQLException e) {
                connection.rollback();
                if (!isDuplicate(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isDuplicate(SQLException e) {
        for (SQLException cause = e; cause != null; cause = cause.getNextException()) {
            if (UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static String id(String line) {
        return Hashes.hex(new Hashes().of(line.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {}
}
