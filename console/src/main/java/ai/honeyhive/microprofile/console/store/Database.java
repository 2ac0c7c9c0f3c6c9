/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** The embedded database, in a directory or in memory, brought to the current schema when opened. */
public final class Database implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 16;

    private final JdbcConnectionPool pool;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens the database.
     *
     * @param directory where its file lives; empty for memory
     * @throws org.flywaydb.core.api.FlywayException if the file cannot be opened, for instance because another console
     *     uses it
     */
    public static Database open(Optional<Path> directory) {
        JdbcDataSource source = new JdbcDataSource();
        String place = directory
                .map(path -> "file:" + path.toAbsolutePath().resolve("console"))
                .orElse("mem:console-" + UUID.randomUUID());
        // The console closes the database itself: H2's own shutdown hook would race with the last request.
        source.setURL("jdbc:h2:" + place + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;MAX_LENGTH_INPLACE_LOB=16384");
        source.setUser("console");
        source.setPassword("");
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(MAX_CONNECTIONS);
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            pool.dispose();
            throw e;
        }
        return new Database(pool);
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            System.getLogger(Database.class.getPackageName())
                    .log(System.Logger.Level.WARNING, "The database did not shut down cleanly", e);
        } finally {
            pool.dispose();
        }
    }
}
