/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees, in a real Chromium: the assistant's page and the console's. Skipped where there is no Chromium, unless
 * the environment sets {@code CI}. Screenshots stay in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class BrowserBehaviour {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String QUESTION = "What is the difference between head and tail sampling?";
    private static final String HOSTILE =
            "How is <img src=x onerror=\"window.broken=1\"><script>window.broken=1</script> sampling done?";

    private final Server server;
    private Console console;
    private RunningAssistant assistant;
    private Browser browser;
    private String session = "";

    protected BrowserBehaviour(Server server) {
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

    private void ask(String question) {
        browser.run("document.querySelector('form input').value = " + Browser.quoted(question)
                + "; document.querySelector('form').requestSubmit()");
        browser.await(
                "an answer",
                "document.querySelectorAll('.bar').length > 0"
                        + " && document.querySelectorAll('.bar').length === document.querySelectorAll('.reply').length");
    }

    private void click(String selector) {
        browser.await(selector, "document.querySelector(" + Browser.quoted(selector) + ")");
        browser.run("document.querySelector(" + Browser.quoted(selector) + ").click()");
    }

    private static String string(JsonValue value) {
        return ((JsonString) value).getString();
    }

    @Test
    @Order(1)
    void answer_has_sources_thumbs_and_the_way_to_its_trace() throws IOException {
        browser.open(assistant.url().toString());
        browser.awaitText("How do I switch tracing on?");
        browser.run("window.seen = new Set(); new MutationObserver(() => seen.add("
                + "document.querySelector('.reply:last-child > p')?.textContent)).observe(document.getElementById('log'),"
                + " {subtree: true, childList: true, characterData: true})");
        ask(QUESTION);
        assertThat(Integer.parseInt(browser.run("seen.size").toString()))
                .as("states of the answer while it was written")
                .isGreaterThan(5);
        ask("How many pages mention baggage?");
        ask("Who can keep each trace with an error?");

        assertThat(browser.text()).contains("A head sampler decides", "2 pages mention", "4 sources");
        assertThat(browser.text()).doesNotContain("Professor Quill");
        click("sup a");
        browser.await("the cited source unfolds", "document.querySelector('.reply details').open");
        click(".thumb");
        browser.await("the thumb is taken", "document.querySelector('.thumb[aria-pressed=true]')");
        String explain = string(browser.run("document.querySelector('.bar a').href"));
        assertThat(explain).startsWith(console.url() + "/#/sessions/");
        session = explain.replaceAll(".*/sessions/([^/]+).*", "$1");
        String event = explain.substring(explain.lastIndexOf('/') + 1);
        assertThat(console.awaitFeedback(event).getJsonObject("feedback").getBoolean("thumbs_up"))
                .isTrue();
        picture("assistant");

        browser.open(explain);
        browser.awaitText("thumbs_up");
        browser.awaitText("ask the handbook");
    }

    @Test
    @Order(2)
    void question_appears_live_in_the_console_with_message_tokens_and_score() throws IOException {
        browser.open(console.url() + "/#/");
        browser.await("the list", "document.querySelector('[role=status].muted')");
        String before = string(browser.run("document.querySelector('[role=status].muted').textContent"));
        assistant.ask("Which methods cannot be intercepted?", "");
        browser.await(
                "a session that was not there, without a reload",
                "document.querySelector('[role=status].muted').textContent !== " + Browser.quoted(before));

        browser.open(console.url() + "/#/sessions/" + session);
        browser.awaitText("Model.chat");
        browser.awaitText("lexical-support");
        browser.run(
                "[...document.querySelectorAll('[role=treeitem]')].find(i => i.innerText.includes('Model.chat')).click()");
        browser.awaitText("Conversation");
        assertThat(browser.text())
                .contains(
                        "You answer questions about MicroProfile",
                        "A head sampler decides",
                        " in · ",
                        "token-efficiency");
        browser.run("[...document.querySelectorAll('[role=treeitem]')]"
                + ".find(i => /^answer\\s/.test(i.innerText.trim())).click()");
        browser.awaitText("Scores");
        browser.await("the scores", "document.querySelector('.detail .scores')");
        assertThat(browser.text()).contains("embedding-relevance", "lexical-support");
        picture("trace");
    }

    @Test
    @Order(3)
    void failed_call_is_found_by_the_filter_and_shows_its_error() throws IOException {
        JsonObject reply = assistant.ask("why ".repeat(2500), "");
        console.awaitTrace(reply.getString("trace"), "ask the handbook", "Model.chat");

        browser.open(console.url() + "/#/?errors=true");
        browser.awaitText("2 sessions found");
        click(".session-link");
        browser.awaitText("Model.chat");
        browser.run(
                "[...document.querySelectorAll('[role=treeitem]')].find(i => i.innerText.includes('Model.chat')).click()");
        browser.awaitText("reads at most 2000 words");
        picture("error");
    }

    @Test
    @Order(4)
    void hostile_question_is_shown_as_text() throws IOException {
        int complaints = browser.complaints().size();
        browser.open(assistant.url().toString());
        browser.await("the page", "document.querySelector('.tries button')");
        ask(HOSTILE);
        assertThat(browser.text()).contains("<script>window.broken=1</script>");
        String explain = string(browser.run("document.querySelector('.bar a').href"));
        assertThat(browser.run("window.broken === undefined && !document.querySelector('img')")
                        .toString())
                .isEqualTo("true");

        console.awaitEvent(explain.substring(explain.lastIndexOf('/') + 1));
        browser.open(explain);
        browser.awaitText("<script>window.broken=1</script>");
        assertThat(browser.run("window.broken === undefined && !document.querySelector('main img, main script')")
                        .toString())
                .isEqualTo("true");
        assertThat(browser.complaints().subList(complaints, browser.complaints().size()))
                .isEmpty();
    }

    @Test
    @Order(5)
    void scores_stand_over_time_and_as_a_distribution() {
        browser.open(console.url() + "/#/scores");
        browser.await("the scores", "document.querySelector('.card svg')");
        browser.awaitText("embedding-relevance");
        browser.awaitText("token-efficiency");
        assertThat(browser.text()).contains("Over time", "Distribution", "Median");
        assertThat(browser.run("document.querySelectorAll('.card svg rect').length > 20")
                        .toString())
                .isEqualTo("true");
        picture("scores");
    }

    @Test
    @Order(6)
    void charts_show_latency_tokens_cost_and_errors_and_lead_to_the_sessions() {
        browser.open(console.url() + "/#/charts");
        browser.await("four charts", "document.querySelectorAll('.card svg').length === 4");
        assertThat(browser.text()).contains("Latency", "Tokens", "Cost", "US dollars, up to $", "Errors");
        click("article[aria-label=Errors] a");
        browser.awaitText("2 sessions found");
        browser.open(console.url() + "/#/charts?type=tool&source=example-"
                + server.name().toLowerCase(Locale.ROOT).replace("_", ""));
        browser.await("the charts of tools", "document.querySelector('select[data-key=type]')?.value === 'tool'");
        browser.awaitText("Nobody tells it");

        browser.open(console.url() + "/#/?cost=0.000001");
        browser.awaitText("sessions found");
        browser.open(console.url() + "/#/?cost=1000");
        browser.awaitText("No session matches the filter");
        browser.open(console.url() + "/#/charts");
        browser.await("four charts", "document.querySelectorAll('.card svg').length === 4");
        picture("charts");
    }

    @Test
    @Order(7)
    void audit_log_is_shown_with_what_its_verifier_says() {
        browser.open(console.url() + "/#/audit");
        browser.await("records", "document.querySelector('.audit tbody tr')");
        assertThat(browser.text()).contains("Verified records", "tracer.started", "signatures not checked");
        assertThat(browser.run("document.querySelector('.verdict').textContent").toString())
                .doesNotContain("broken");
        browser.open(console.url() + "/#/audit?type=tracer.started");
        browser.await(
                "only these",
                "[...document.querySelectorAll('.audit tbody td:nth-child(3)')].every(cell => cell.innerText === 'tracer.started')"
                        + " && document.querySelector('.audit tbody tr')");
    }

    @Test
    @Order(8)
    void pages_have_no_serious_accessibility_problem_wide_and_narrow_dark_and_light() {
        String trace = console.url() + "/#/sessions/" + session;
        Map<String, String> pages = Map.of(
                "assistant", assistant.url().toString(),
                "sessions", console.url() + "/#/",
                "trace", trace,
                "scores", console.url() + "/#/scores",
                "charts", console.url() + "/#/charts",
                "audit", console.url() + "/#/audit",
                "experiments", console.url() + "/#/experiments",
                "requests", console.url() + "/#/requests");
        TreeSet<String> problems = new TreeSet<>();
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {1280, 400}) {
                browser.looks(width, 860, dark);
                pages.forEach((name, address) -> {
                    String place = name + "-" + width + (dark ? "-dark" : "-light");
                    show(address, name);
                    picture(place);
                    axe().forEach(problem -> problems.add(place + ": " + problem));
                    if (browser.run("document.documentElement.scrollWidth > innerWidth")
                            .toString()
                            .equals("true")) {
                        problems.add(place + ": wider than the window");
                    }
                });
            }
        }
        browser.looks(1280, 860, false);
        assertThat(problems).isEmpty();
    }

    private void show(String address, String name) {
        browser.open(address);
        if (name.equals("assistant")) {
            browser.await("the page", "document.querySelector('.tries button')");
            ask(QUESTION);
        } else {
            browser.await("the view " + name, "document.querySelector('main h1')");
            browser.await("live", "document.getElementById('live').dataset.state === 'on'");
        }
        if (name.equals("trace")) {
            browser.run("[...document.querySelectorAll('[role=treeitem]')]"
                    + ".find(i => /^answer\\s/.test(i.innerText.trim())).click()");
            browser.await("the scores", "document.querySelector('.detail .scores')");
        }
    }

    private void picture(String name) {
        browser.screenshot(TARGET.resolve("screenshots/" + name + ".png"));
    }

    private List<String> axe() {
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
        try (InputStream script = BrowserBehaviour.class.getClassLoader().getResourceAsStream(AXE)) {
            if (script == null) {
                throw new IllegalStateException("axe-core is not on the test's class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; null";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
