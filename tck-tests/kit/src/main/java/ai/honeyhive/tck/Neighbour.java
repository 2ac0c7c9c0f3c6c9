/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Another service, as far as it matters what is sent to it: it keeps the headers of the last request. */
public final class Neighbour implements AutoCloseable {

    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** Starts it on the loopback interface. */
    public Neighbour() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            headers.clear();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            byte[] body = "heard".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Its address under one of the names of this machine. */
    public URI at(String host) {
        return URI.create("http://" + host + ':' + server.getAddress().getPort() + '/');
    }

    /** A header of the last request, empty where there was none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
