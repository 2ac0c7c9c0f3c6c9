/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.ConnectionPoolDataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * The database, brought to the current schema when opened: an embedded one, or one of a PostgreSQL server. One console at a
 * time works on it.
 */
public final class Database implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 16;

    /** Kept as long as the session that asked for it; other applications in the same database have other numbers. */
    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended('honeyhive-console ' || current_schema(), 0))";

    private final JdbcConnectionPool pool;
    private final @Nullable Connection lock;

    private Database(JdbcConnectionPool pool, @Nullable Connection lock) {
        this.pool = pool;
        this.lock = lock;
    }

    /**
     * Opens the database.
     *
     * @throws org.flywaydb.core.api.FlywayException if the file cannot be opened, for instance because another console
     *     uses it
     * @throws SQLException if the server cannot be reached, refuses the user, or another console works on its database
     */
    public static Database open(Storage storage) throws SQLException {
        boolean server = storage instanceof Storage.PostgreSql;
        // H2's pool takes connections of any driver.
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                storage instanceof Storage.PostgreSql postgres ? onServer(postgres) : embedded(storage));
        pool.setMaxConnections(MAX_CONNECTIONS);
        try {
            Connection lock = server ? lock(pool) : null;
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return new Database(pool, lock);
        } catch (SQLException | RuntimeException e) {
            pool.dispose();
            throw e;
        }
    }

    private static ConnectionPoolDataSource embedded(Storage storage) {
        JdbcDataSource source = new JdbcDataSource();
        String place = storage instanceof Storage.Directory directory
                ? "file:" + directory.path().toAbsolutePath().resolve("console")
                : "mem:console-" + UUID.randomUUID();
        // The console closes the database itself: H2's own shutdown hook would race with the last request.
        source.setURL("jdbc:h2:" + place + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;MAX_LENGTH_INPLACE_LOB=16384");
        source.setUser("console");
        source.setPassword("");
        return source;
    }

    private static ConnectionPoolDataSource onServer(Storage.PostgreSql server) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(server.url());
        if (server.user() != null) {
            source.setUser(server.user());
        }
        if (server.password() != null) {
            source.setPassword(server.password());
        }
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("honeyhive-console");
        return source;
    }

    /** Row numbers are given by the console itself, so a second one would give the same. */
    private static Connection lock(JdbcConnectionPool pool) throws SQLException {
        Connection connection = pool.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LOCK)) {
            rows.next();
            if (rows.getBoolean(1)) {
                return connection;
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        throw new SQLException("another console works on this database; several share one console, not one database");
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                // The server notices only after a while that a connection has gone, and the next console may be there
                // before.
                try (Connection released = lock;
                        Statement statement = released.createStatement()) {
                    statement.execute("SELECT pg_advisory_unlock_all()");
                }
            } else {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SHUTDOWN");
                }
            }
        } catch (SQLException e) {
            System.getLogger(Database.class.getPackageName())
                    .log(System.Logger.Level.WARNING, "The database did not shut down cleanly", e);
        } finally {
            pool.dispose();
        }
    }
}
