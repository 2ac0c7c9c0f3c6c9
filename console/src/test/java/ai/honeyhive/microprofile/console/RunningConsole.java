/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import ai.honeyhive.microprofile.console.store.Storage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A console on a free port, and a client that speaks real HTTP to it. */
final class RunningConsole implements AutoCloseable {
    static final String KEY = "hh_a-key-of-the-tests-0123456789";
    static final String PROTOBUF = "application/x-protobuf";
    static final String JSON = "application/json";
    static final String TRACES = "/opentelemetry/v1/traces";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Console console;
    private final String base;

    private RunningConsole(ConsoleOptions options) {
        try {
            console = Console.start(options);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        base = "http://127.0.0.1:" + console.port();
    }

    static RunningConsole inMemory() {
        return on(new Storage.Memory());
    }

    static RunningConsole in(Path directory) {
        return on(new Storage.Directory(directory));
    }

    static RunningConsole on(Storage storage) {
        return new RunningConsole(options(storage, null, null, null));
    }

    static RunningConsole withToken(String token) {
        return new RunningConsole(options(new Storage.Memory(), token, null, null));
    }

    static RunningConsole auditing(Path logs, Path key) {
        return new RunningConsole(options(new Storage.Memory(), null, logs, key));
    }

    static RunningConsole bounded(Path directory, Duration maxAge, long maxBytes) {
        return new RunningConsole(new ConsoleOptions(
                "127.0.0.1", 0, new Storage.Directory(directory), null, maxAge, maxBytes, null, null));
    }

    private static ConsoleOptions options(Storage storage, String token, Path audit, Path auditKey) {
        return new ConsoleOptions(
                "127.0.0.1", 0, storage, token, Duration.ofDays(1), Long.MAX_VALUE / 4, audit, auditKey);
    }

    int port() {
        return console.port();
    }

    String url(String path) {
        return base + path;
    }

    /** Sends spans as protobuf with the tests' key and demands that they are taken. */
    void send(ExportTraceServiceRequest request) {
        Reply reply = post(TRACES, PROTOBUF, request.toByteArray());
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
    }

    Reply post(String path, String type, byte[] body) {
        return call("POST", path, Map.of("Authorization", "Bearer " + KEY, "Content-Type", type), body);
    }

    Reply post(String path, String json) {
        return post(path, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    Reply put(String path, String json) {
        return call(
                "PUT",
                path,
                Map.of("Authorization", "Bearer " + KEY, "Content-Type", JSON),
                json.getBytes(StandardCharsets.UTF_8));
    }

    Reply get(String path) {
        return call("GET", path, Map.of(), new byte[0]);
    }

    Reply getWithKey(String path) {
        return call("GET", path, Map.of("Authorization", "Bearer " + KEY), new byte[0]);
    }

    /** The JSON at a path of the read API. */
    JsonNode read(String path) {
        Reply reply = get(path);
        if (reply.status() != 200) {
            throw new AssertionError(path + " answered " + reply);
        }
        return reply.json();
    }

    Reply call(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        console.close();
    }

    record Reply(int status, String type, String body, HttpResponse<byte[]> response) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + type + " " + body;
        }
    }
}
