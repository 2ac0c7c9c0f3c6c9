/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Takes what HoneyHive sends and notes that it came: a stand-in for HoneyHive's door that looks at nothing. */
final class Receiver {

    private Receiver() {}

    static void start() {
        Path received = TckRun.current().received();
        int port = Integer.getInteger("receiver.port", 0);
        try {
            Files.createDirectories(received.getParent());
            Files.deleteIfExists(received);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> answer(exchange, received));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " is not free", e);
        }
    }

    private static void answer(HttpExchange exchange, Path received) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String line = exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + '\n';
            Files.writeString(received, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            byte[] body = "{\"success\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
