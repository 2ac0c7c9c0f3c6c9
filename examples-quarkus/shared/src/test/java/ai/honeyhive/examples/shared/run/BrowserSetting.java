/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The assistant, a console that shows its audit log, and a real Chromium to look at both. Skipped where there is no Chromium, unless
 * the environment sets {@code CI}. Screenshots stay in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserSetting {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    final Server server;
    Path audit;
    Console console;
    RunningAssistant assistant;
    Browser browser;

    BrowserSetting(Server server) {
        this.server = server;
    }

    @BeforeAll
    void start(@TempDir Path profile, @TempDir Path audit) throws IOException {
        Optional<Path> chromium = Browser.installed();
        if (System.getenv("CI") == null) {
            assumeThat(chromium)
                    .as(
                            "There is no Chromium here: install it (Debian: apt-get install chromium) or name it in CHROMIUM")
                    .isPresent();
        }
        assertThat(chromium).as("Chromium, which CI must have").isPresent();
        this.audit = audit;
        console = Console.start(TARGET, 0, "--audit", audit.toString());
        Map<String, String> environment = new HashMap<>(server.otlp(console.sink()));
        environment.put("HONEYHIVE_URL", console.url().toString());
        // Something to see in the views of cost and of the audit log; nobody charges this for the stand-in.
        Path prices = Files.writeString(
                TARGET.resolve("prices.csv"), "model,from,input,output\nextractive-stand-in,2026-01-01,0.50,2.00\n");
        environment.put("HONEYHIVE_COST_PRICES", prices.toString());
        environment.put("HONEYHIVE_AUDIT_ENABLED", "true");
        environment.put("HONEYHIVE_AUDIT_DIRECTORY", audit.toString());
        assistant = RunningAssistant.start(server, TARGET, Ports.any(), environment);
        browser = Browser.start(chromium.get(), profile);
        browser.looks(1280, 860, false);
    }

    @AfterAll
    void stop() {
        for (AutoCloseable open : new AutoCloseable[] {browser, assistant, console}) {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void ask(String question) {
        browser.run("document.querySelector('form input').value = " + Browser.quoted(question)
                + "; document.querySelector('form').requestSubmit()");
        browser.await(
                "an answer",
                "document.querySelectorAll('.bar').length > 0"
                        + " && document.querySelectorAll('.bar').length === document.querySelectorAll('.reply').length");
    }

    void click(String selector) {
        browser.await(selector, "document.querySelector(" + Browser.quoted(selector) + ")");
        browser.run("document.querySelector(" + Browser.quoted(selector) + ").click()");
    }

    static String string(JsonValue value) {
        return ((JsonString) value).getString();
    }

    /** Changes a byte, as somebody would who does not want to be seen: size and time stay. */
    static byte replace(Path file, long place, byte now) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(place);
            byte was = open.readByte();
            open.seek(place);
            open.writeByte(now);
            return was;
        } finally {
            Files.setLastModifiedTime(file, time);
        }
    }

    void picture(String name) {
        browser.screenshot(TARGET.resolve("screenshots/" + name + ".png"));
    }

    /** What bars people from the page that the browser shows: axe's serious findings. */
    List<String> axe() {
        browser.run(axeScript());
        JsonArray found = (JsonArray)
                browser.run(
                        "axe.run({resultTypes: ['violations']}).then(result => result.violations"
                                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                                + ".map(v => v.id + ' ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] || {message: ''}).message).join(' | ')))");
        return found.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static String axeScript() {
        try (InputStream script = BrowserSetting.class.getClassLoader().getResourceAsStream(AXE)) {
            if (script == null) {
                throw new IllegalStateException("axe-core is not on the test's class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; null";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
