/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector over TLS that counts what reaches it. */
final class TlsCollector implements AutoCloseable {

    final AtomicInteger requests = new AtomicInteger();
    final Path certificate;
    private final HttpsServer server;

    TlsCollector(Path directory, String names) throws Exception {
        TlsIdentity identity = TlsIdentity.of(directory, names);
        certificate = identity.certificate();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        server.createContext("/v1/logs", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/v1/logs");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
