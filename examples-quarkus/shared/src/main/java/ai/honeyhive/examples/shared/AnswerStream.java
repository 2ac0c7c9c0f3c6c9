/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An answer on its way to a browser, as server-sent events: {@code piece} with some text as a JSON string, {@code again} when
 * the pieces so far are to be forgotten, and at the end whatever the caller sends. Not thread-safe.
 */
final class AnswerStream implements Listener {

    private final OutputStream browser;

    AnswerStream(OutputStream browser) {
        this.browser = browser;
    }

    @Override
    public void piece(String text) {
        send("piece", Json.createValue(text));
    }

    @Override
    public void again() {
        send("again", JsonValue.TRUE);
    }

    /** A visitor who has left ends the answer: nobody would read it. */
    void send(String event, JsonValue data) {
        try {
            // JSON text has no line breaks, which would end the data.
            browser.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            browser.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The visitor has left", e);
        }
    }
}
