/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real Chromium with one tab, spoken to by its DevTools protocol. Not thread-safe. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Path> PLACES = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();

    private final Child process;
    private final Tab tab = new Tab();
    private final WebSocket socket;

    private Browser(Child process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, tab)
                .join();
        Stream.of("Page.enable", "Runtime.enable", "Log.enable")
                .forEach(method -> call(method, Json.createObjectBuilder()));
    }

    /** Where Chromium is on this machine. The environment may name another place: {@code CHROMIUM}. */
    static Optional<Path> installed() {
        String named = System.getenv("CHROMIUM");
        return (named == null ? PLACES.stream() : Stream.of(Path.of(named)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts Chromium without a window.
     *
     * @param profile a folder of its own
     */
    static Browser start(Path chromium, Path profile) {
        Child process = Child.start(
                "Chromium",
                profile.resolve("chromium.log"),
                List.of(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"),
                Map.of());
        Path portFile = profile.resolve("DevToolsActivePort");
        URI list = process.await("port", PATIENCE, () -> firstLine(portFile))
                .transform(port -> URI.create("http://127.0.0.1:" + port + "/json/list"));
        URI address = process.await("tab", PATIENCE, () -> Http.get(list).flatMap(Browser::tab));
        return new Browser(process, address);
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream().findFirst() : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<URI> tab(String list) {
        return Json.createReader(new StringReader(list)).readArray().getValuesAs(JsonObject.class).stream()
                .filter(target -> target.getString("type").equals("page"))
                .map(target -> URI.create(target.getString("webSocketDebuggerUrl")))
                .findFirst();
    }

    /** Makes the tab this wide, in dark or light. */
    void looks(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Json.createObjectBuilder()
                        .add("width", width)
                        .add("height", height)
                        .add("deviceScaleFactor", 1)
                        .add("mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Json.createObjectBuilder()
                        .add(
                                "features",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("name", "prefers-color-scheme")
                                                .add("value", dark ? "dark" : "light"))));
    }

    /** Opens a page anew, also where only its fragment is another one. */
    void open(String address) {
        call("Page.navigate", Json.createObjectBuilder().add("url", "about:blank"));
        await("an empty page", "location.href === 'about:blank'");
        call("Page.navigate", Json.createObjectBuilder().add("url", address));
    }

    /** What a script makes, a promise awaited; a JSON null for nothing. */
    JsonValue run(String script) {
        JsonObject answer = call(
                "Runtime.evaluate",
                Json.createObjectBuilder()
                        .add("expression", script)
                        .add("awaitPromise", true)
                        .add("returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new IllegalStateException(script + ": " + answer.getJsonObject("exceptionDetails"));
        }
        return answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    /** Waits until a script makes something true. */
    void await(String what, String condition) {
        process.await(
                what,
                PATIENCE,
                () -> JsonValue.TRUE.equals(run("Boolean(" + condition + ")")) ? Optional.of(true) : Optional.empty());
    }

    /** Waits until the page shows this text. */
    void awaitText(String text) {
        await(
                "the text " + text + " on " + run("location.href"),
                "document.body.innerText.includes(" + quoted(text) + ")");
    }

    static String quoted(String text) {
        return Json.createValue(text).toString();
    }

    String text() {
        return Json.createArrayBuilder()
                .add(run("document.body.innerText"))
                .build()
                .getString(0);
    }

    void screenshot(Path file) {
        JsonObject picture =
                call("Page.captureScreenshot", Json.createObjectBuilder().add("format", "png"));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(picture.getString("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser has complained of: errors of scripts, and what the content policy stopped. */
    List<String> complaints() {
        return List.copyOf(tab.complaints);
    }

    private JsonObject call(String method, JsonObjectBuilder parameters) {
        int id = tab.last.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        tab.calls.put(id, answer);
        var unused = socket.sendText(
                Json.createObjectBuilder()
                        .add("id", id)
                        .add("method", method)
                        .add("params", parameters)
                        .build()
                        .toString(),
                true);
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
        process.close();
    }

    /** The other end of the protocol. */
    private static final class Tab implements WebSocket.Listener {

        final AtomicInteger last = new AtomicInteger();
        final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
        final List<String> complaints = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean end) {
            text.append(data);
            if (end) {
                take(Json.createReader(new StringReader(text.toString())).readObject());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(JsonObject message) {
            if (message.containsKey("id")) {
                CompletableFuture<JsonObject> call = calls.remove(message.getInt("id"));
                if (message.containsKey("error")) {
                    call.completeExceptionally(new IllegalStateException(message.toString()));
                } else {
                    call.complete(message.getJsonObject("result"));
                }
                return;
            }
            String method = message.getString("method");
            JsonObject parameters = message.getJsonObject("params");
            if (method.equals("Runtime.exceptionThrown")) {
                complaints.add(parameters.toString());
            } else if (method.equals("Log.entryAdded")
                    && parameters.getJsonObject("entry").getString("level").equals("error")) {
                complaints.add(parameters.getJsonObject("entry").toString());
            }
        }
    }
}
