/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    @Test
    void restart_keepsEverything(@TempDir Path directory) {
        JsonNode before;
        try (RunningConsole console = RunningConsole.in(directory)) {
            console.send(
                    Spans.request(Spans.with(Spans.chain("b7ad6b7169203331", "ask"), "honeyhive_inputs.q", "why")));
            before = console.read("/api/sessions/" + Spans.SESSION);
        }

        try (RunningConsole console = RunningConsole.in(directory)) {
            assertThat(console.read("/api/sessions/" + Spans.SESSION)).isEqualTo(before);
            assertThat(console.read("/api/spans").path("spans")).hasSize(1);
            console.send(Spans.request(Spans.chain("b7ad6b7169203332", "after the restart")));
            assertThat(console.read("/api/sessions/" + Spans.SESSION).path("events"))
                    .hasSize(2);
        }
    }

    @Test
    void key_isNotInTheFiles(@TempDir Path directory) throws IOException {
        try (RunningConsole console = RunningConsole.in(directory)) {
            console.send(Spans.request(Spans.with(
                    Spans.chain("b7ad6b7169203331", "ask"),
                    "honeyhive_inputs.q",
                    "the word canary and " + RunningConsole.KEY)));
        }

        try (Stream<Path> files = Files.walk(directory)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            assertThat(contents).anyMatch(content -> content.contains("the word canary"));
            assertThat(contents).noneMatch(content -> content.contains(RunningConsole.KEY));
        }
    }

    @Test
    void clear_forgetsEverything() {
        try (RunningConsole console = RunningConsole.inMemory()) {
            console.send(Spans.request(Spans.chain("b7ad6b7169203331", "ask")));
            console.call("DELETE", "/api/data", java.util.Map.of(), new byte[0]);

            assertThat(console.read("/api/health").path("counts").toString())
                    .isEqualTo("{\"sessions\":0,\"events\":0,\"spans\":0,\"sink_spans\":0,\"requests\":0}");
        }
    }

    @Test
    void revision_growsWithEveryChangeAndOnlyThen() {
        try (RunningConsole console = RunningConsole.inMemory()) {
            long first = console.read("/api/revision").path("revision").asLong();
            console.read("/api/sessions");
            assertThat(console.read("/api/revision").path("revision").asLong()).isEqualTo(first);

            console.send(Spans.request(Spans.chain("b7ad6b7169203331", "ask")));
            assertThat(console.read("/api/revision").path("revision").asLong()).isGreaterThan(first);
        }
    }

    @Test
    void manySendersAtOnce_loseNothingAndMakeOneSession() throws Exception {
        int senders = 8;
        int requests = 20;
        int spans = 10;
        ExecutorService executor = Executors.newFixedThreadPool(senders);
        try (RunningConsole console = RunningConsole.inMemory()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                long from = (long) sender * requests * spans + 1;
                work.add(() -> {
                    for (int request = 0; request < requests; request++) {
                        Span.Builder[] batch = new Span.Builder[spans];
                        for (int i = 0; i < spans; i++) {
                            String id = HexFormat.of().toHexDigits(from + (long) request * spans + i);
                            batch[i] = Spans.chain(id, "span");
                        }
                        console.send(Spans.request(batch));
                    }
                    return null;
                });
            }
            for (Future<Void> done : executor.invokeAll(work)) {
                done.get();
            }

            JsonNode session = console.read("/api/sessions/" + Spans.SESSION + "?content=false");
            assertThat(session.path("num_events").asInt()).isEqualTo(senders * requests * spans);
            assertThat(session.path("warnings").asInt()).isZero();
            assertThat(console.read("/api/health").at("/counts/events").asInt())
                    .isEqualTo(senders * requests * spans + 1);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void hostileText_isKeptAndReadable() {
        try (RunningConsole console = RunningConsole.inMemory()) {
            String escaped = "\\u0000 \\ud800 \\u202e <script>alert(1)</script> ' OR 1=1 --";
            console.post(RunningConsole.TRACES, """
                    {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[{
                    "traceId":"%s","spanId":"b7ad6b7169203331","name":"%s","attributes":[
                    {"key":"honeyhive.session_id","value":{"stringValue":"../%%2f?#/%s"}},
                    {"key":"honeyhive.session_auto_create","value":{"boolValue":true}}]}]}]}]}
                    """.formatted(Spans.TRACE, escaped, escaped));

            JsonNode summary = console.read("/api/sessions").at("/sessions/0");
            String key = java.net.URLEncoder.encode(summary.path("key").asText(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            JsonNode event = console.read("/api/sessions/" + key).at("/events/0");
            assertThat(event.path("event_name").asText()).contains("\u0000", "<script>alert(1)</script> ' OR 1=1 --");
        }
    }
}
