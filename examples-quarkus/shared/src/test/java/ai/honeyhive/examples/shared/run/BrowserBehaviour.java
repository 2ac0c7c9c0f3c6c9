/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a person sees, in a real Chromium: the assistant's page and the console's. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class BrowserBehaviour extends BrowserSetting {

    private static final String QUESTION = "What is the difference between head and tail sampling?";
    private static final String HOSTILE =
            "How is <img src=x onerror=\"window.broken=1\"><script>window.broken=1</script> sampling done?";

    private static final String DELIVERED =
            "[...document.querySelectorAll('.stat')].find(s => s.innerText.startsWith('Delivered')).innerText";

    private String session = "";

    protected BrowserBehaviour(Server server) {
        super(server);
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
        browser.await("its messages", "document.querySelector('.detail .chat')");
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

        click("a[data-key='tab conversation']");
        browser.await("the conversation", "document.querySelectorAll('.turn').length >= 3");
        assertThat(browser.text()).contains(QUESTION, "A head sampler decides", "lexical-support", "thumbs up");
        click(".turn-facts a");
        browser.await("its event", "document.querySelector('.detail .scores')");
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

        browser.run("fetch('/api/tracers', {method: 'POST', headers: {Authorization: 'Bearer test', 'Content-Type':"
                + " 'application/json'}, body: JSON.stringify({tracer: " + Browser.quoted(HOSTILE)
                + ", project: '<b>p</b>',"
                + " service: '</td><svg onload=window.broken=1>', instance: 'one', state: 'failing', produced: 3, delivered: 0,"
                + " queued: 1, queued_bytes: 9, queue_bytes: 10, strategy: 'tiered', dropped: {'<i>why</i>': 2,"
                + " constructor: 1}, rates: {'<u>c</u>': 0.5}, decisions: [['__proto__', 'toString', true, 1]]})})"
                + ".then(answer => answer.status)");
        browser.open(console.url() + "/#/tracers");
        browser.awaitText("<script>window.broken=1</script>");
        browser.run(
                "[...document.querySelectorAll('.tracers a')].find(a => a.textContent.includes('<script>')).click()");
        browser.awaitText("<i>why</i>");
        assertThat(browser.text())
                .contains("<b>p</b>", "constructor", "not known to this console", "__proto__", "toString");
        assertThat(browser.run(
                                "window.broken === undefined && !document.querySelector('main img, main script, main b, main u')")
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
    void tracer_is_shown_with_its_queue_losses_and_sampling_and_goes_on_without_a_reload() throws IOException {
        browser.open(console.url() + "/#/tracers");
        browser.await("the tracers", "document.querySelector('.tracers a')");
        assertThat(browser.text()).contains("delivering", "Lost", "Sampled out");
        browser.run("[...document.querySelectorAll('.tracers a')].find(a => a.textContent === 'default').click()");
        browser.await("the tracer", "document.querySelectorAll('.card svg').length === 2");
        assertThat(browser.text())
                .contains("Nothing was lost.", "All traces are kept.", "with the spans of other libraries");
        String before = tracersDelivered();
        browser.run("window.notReloaded = true");
        assistant.ask("Which methods cannot be intercepted?", "");
        browser.await(
                "another count of delivered spans",
                "window.notReloaded && " + DELIVERED + " !== " + Browser.quoted(before));
    }

    private String tracersDelivered() {
        return string(browser.run(DELIVERED));
    }

    @Test
    @Order(8)
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
    @Order(9)
    void audit_log_that_somebody_changes_is_seen_to_be_broken_without_a_reload() throws IOException {
        browser.open(console.url() + "/#/audit");
        browser.await("records", "document.querySelector('.audit tbody tr')");
        browser.run("window.notReloaded = true");
        Path records;
        try (Stream<Path> files = Files.walk(audit)) {
            records = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
        String outcome = "\"outcome\":\"";
        int place = Files.readString(records).indexOf(outcome) + outcome.length();
        byte was = replace(records, place, (byte) '?');
        browser.await("a broken log", "document.querySelector('.verdict').textContent === 'broken'");
        browser.awaitText("not verified");

        replace(records, place, was);
        browser.await("a sound log", "document.querySelector('.verdict').textContent !== 'broken'");
        assertThat(browser.run("window.notReloaded === true").toString()).isEqualTo("true");
    }

    @Test
    @Order(10)
    void pages_have_no_serious_accessibility_problem_wide_and_narrow_dark_and_light() {
        String trace = console.url() + "/#/sessions/" + session;
        browser.open(console.url() + "/#/tracers");
        browser.await("the tracers", "document.querySelector('.tracers a')");
        // The hostile one: it has losses, decisions and a queue that is nearly full.
        String tracer = string(browser.run(
                "[...document.querySelectorAll('.tracers a')].find(a => a.textContent.includes('<script>')).href"));
        Map<String, String> pages = Map.ofEntries(
                Map.entry("assistant", assistant.url().toString()),
                Map.entry("sessions", console.url() + "/#/"),
                Map.entry("trace", trace),
                Map.entry("conversation", trace + "/conversation"),
                Map.entry("scores", console.url() + "/#/scores"),
                Map.entry("charts", console.url() + "/#/charts"),
                Map.entry("audit", console.url() + "/#/audit"),
                Map.entry("experiments", console.url() + "/#/experiments"),
                Map.entry("tracers", console.url() + "/#/tracers"),
                Map.entry("tracer", tracer),
                Map.entry("nowhere", console.url() + "/#/sessions/nowhere"),
                Map.entry("requests", console.url() + "/#/requests"));
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
}
