/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.audit.AuditLogs;
import ai.honeyhive.microprofile.console.store.Reader;
import ai.honeyhive.microprofile.console.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: Jetty without servlets, bounded in threads, time and memory. */
public final class WebServer implements AutoCloseable {
    private static final int MAX_THREADS = 32;
    private static final int MAX_CONNECTIONS = 512;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final Server server;
    private final ServerConnector connector;

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts the server.
     *
     * @param port 0 for a free one
     * @param storage where the data lives, in words
     * @param audit the audit logs that are shown
     * @throws IOException if the address is taken
     */
    public static WebServer start(
            String host,
            int port,
            Guard guard,
            Store store,
            Reader reader,
            String version,
            String storage,
            AuditLogs audit)
            throws IOException {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new TraceApi(store).routes());
        routes.addAll(new RestApi(store, reader).routes());
        routes.addAll(new RunsApi(store, reader.runs()).routes());
        routes.addAll(new TracersApi(store, reader.tracers()).routes());
        routes.addAll(new ReadApi(store, reader, version, storage).routes());
        routes.add(new Route(
                "GET",
                "/api/audit",
                Route.Access.READER,
                call -> Answer.ok(audit.read(
                        call.parameter("type"), call.parameter("outcome"), (int) call.number("limit", 200, 2000)))));
        routes.addAll(Page.routes());
        Budget budget = new Budget(Runtime.getRuntime().maxMemory() / 8);

        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("honeyhive-console");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(32 * 1024);
        // Ids stand in paths and may hold anything; segments are decoded one by one, and no file is ever addressed.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setHandler(new Router(routes, guard, budget, store));
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        try {
            server.start();
        } catch (IOException e) {
            stop(server);
            throw e;
        } catch (Exception e) {
            stop(server);
            throw new IOException("the HTTP server did not start", e);
        }
        return new WebServer(server, connector);
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(WebServer.class.getPackageName())
                    .log(System.Logger.Level.WARNING, "The HTTP server did not stop cleanly", e);
        }
    }
}
