/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.console.RunningConsole.Reply;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page: shipped whole, shut against what strangers write. */
class PageTest {
    private static final Pattern REFERENCE =
            Pattern.compile("(?:href|src)=\"(/[^\"]*)\"|from \"\\./([^\"]+)\"|url\\(\"([^\"]+)\"\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}");

    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.inMemory();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    /** Every file that the page leads to, the page itself first. */
    private static Set<String> files() {
        Set<String> found = new LinkedHashSet<>(Set.of("/"));
        Set<String> next = found;
        while (!next.isEmpty()) {
            Set<String> references = new LinkedHashSet<>();
            for (String path : next) {
                Matcher matcher = REFERENCE.matcher(
                        path.endsWith(".woff2") ? "" : console.get(path).body());
                while (matcher.find()) {
                    String local = matcher.group(2) == null ? null : "/" + matcher.group(2);
                    references.add(
                            local != null ? local : matcher.group(1) != null ? matcher.group(1) : matcher.group(3));
                }
            }
            references.removeAll(found);
            found.addAll(references);
            next = references;
        }
        return found;
    }

    @Test
    void everyFile_isShippedAndNoneComesFromElsewhere() {
        Set<String> files = files();

        assertThat(files)
                .contains("/console.css", "/console.js", "/session.js", "/detail.js", "/inter.woff2", "/icon.svg");
        for (String file : files) {
            Reply reply = console.get(file);
            assertThat(reply.status()).as(file).isEqualTo(200);
            String text = reply.body().replace("http://www.w3.org/2000/svg", "");
            if (!file.endsWith(".woff2")) {
                assertThat(ELSEWHERE.matcher(text).find()).as(file).isFalse();
            }
        }
    }

    @Test
    void everyAnswer_carriesTheStrictPolicy() {
        for (String path : new String[] {"/", "/console.js", "/api/sessions", "/nowhere"}) {
            String policy = console.get(path).header("Content-Security-Policy");
            assertThat(policy).as(path).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
            assertThat(policy).doesNotContain("unsafe", "data:", "*");
            assertThat(console.get(path).header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void script_neverTurnsTextIntoMarkup() {
        for (String file : files()) {
            if (file.endsWith(".js")) {
                assertThat(console.get(file).body())
                        .as(file)
                        .doesNotContain(
                                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "srcdoc");
            }
        }
    }

    @Test
    void page_saysThatItIsAStandIn() {
        assertThat(console.get("/").body()).contains("local stand-in, not HoneyHive’s product");
    }

    @Test
    void hostilePrompt_isAnsweredAsJsonText() {
        String attack = "</script><img src=x onerror=alert(1)>";
        console.send(Spans.request(Spans.with(Spans.chain("b7ad6b7169203331", attack), "honeyhive_inputs.q", attack)));

        Reply reply = console.get("/api/sessions/" + Spans.SESSION);
        assertThat(reply.type()).isEqualTo("application/json");
        assertThat(reply.json().at("/events/0/event_name").asText()).isEqualTo(attack);
        assertThat(reply.json().at("/events/0/inputs/q").asText()).isEqualTo(attack);
    }
}
