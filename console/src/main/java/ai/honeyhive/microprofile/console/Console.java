/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import ai.honeyhive.microprofile.console.audit.AuditLogs;
import ai.honeyhive.microprofile.console.store.Database;
import ai.honeyhive.microprofile.console.store.Reader;
import ai.honeyhive.microprofile.console.store.Retention;
import ai.honeyhive.microprofile.console.store.Store;
import ai.honeyhive.microprofile.console.web.Guard;
import ai.honeyhive.microprofile.console.web.WebServer;
import java.io.IOException;
import java.sql.SQLException;

/**
 * A running console: a local stand-in for HoneyHive, not HoneyHive's product. {@link #close()} stops it and keeps its
 * data.
 */
public final class Console implements AutoCloseable {
    private final Database database;
    private final Retention retention;
    private final WebServer server;

    private Console(Database database, Retention retention, WebServer server) {
        this.database = database;
        this.retention = retention;
        this.server = server;
    }

    /**
     * Opens the data and starts to listen.
     *
     * @throws IOException if the address is taken, or the audit logs' key cannot be read
     * @throws SQLException if the data cannot be read
     */
    public static Console start(ConsoleOptions options) throws IOException, SQLException {
        Database database = Database.open(options.storage());
        try {
            Store store = new Store(database);
            Reader reader = new Reader(database);
            WebServer server = WebServer.start(
                    options.host(),
                    options.port(),
                    Guard.of(options.token(), options.host()),
                    store,
                    reader,
                    version(),
                    options.storage().words(),
                    new AuditLogs(options.audit(), options.auditKey()));
            return new Console(database, Retention.start(store, options.maxAge(), options.maxBytes()), server);
        } catch (IOException | SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        retention.close();
        database.close();
    }

    private static String version() {
        String version = Console.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
