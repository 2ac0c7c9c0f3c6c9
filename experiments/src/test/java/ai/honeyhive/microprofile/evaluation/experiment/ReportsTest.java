/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportsTest {

    private static final String HOSTILE = "</pre><script>alert('x')</script>\"><img src=x onerror=alert(1)>\u0000]]>";

    private static ExperimentResult hostile() {
        List<CaseResult> cases = new ArrayList<>(Some.scored(0.9, 0.2).cases());
        cases.add(new CaseResult(
                HOSTILE,
                0,
                Map.of(HOSTILE, HOSTILE),
                HOSTILE,
                null,
                HOSTILE,
                Instant.EPOCH,
                Duration.ZERO,
                new Score("quality", Status.SKIPPED, null, null, HOSTILE),
                List.of(),
                "s",
                "e"));
        cases.add(Some.scored("u", new Score(HOSTILE, Status.ABSTAIN, null, HOSTILE, HOSTILE), 0.5));
        return new ExperimentResult(
                HOSTILE,
                "r",
                HOSTILE,
                "EXT-1",
                HOSTILE,
                Instant.EPOCH,
                Duration.ZERO,
                Map.of("branch", HOSTILE),
                cases,
                List.of(HOSTILE));
    }

    @Test
    void html_shows_hostile_text_as_text() {
        String html = Reports.html(hostile(), Comparison.of(hostile(), hostile()));

        assertThat(html).doesNotContain("<script", "<img", "\u0000").contains("&lt;script&gt;");
        assertThat(html).doesNotContainPattern("(src|href)=\"?(http|//)").doesNotContain("style=\"");
    }

    @Test
    void html_allows_nothing_but_its_own_style() throws Exception {
        String html = Reports.html(Some.scored(1, 0), null);

        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'sha256-" + hash
                        + "'; base-uri 'none'; form-action 'none'\"");
    }

    @Test
    void html_has_failing_cases_first_and_a_plot_for_each_score() {
        String html = Reports.html(
                Some.scored(0.9, 0.2, 0.1), Comparison.of(Some.scored(0.9, 0.9, 0.9), Some.scored(0.9, 0.2, 0.1)));

        assertThat(html.indexOf("<td>EXT-row-2#0")).isLessThan(html.indexOf("<td>EXT-row-1#0"));
        assertThat(html.indexOf("<td>EXT-row-1#0")).isLessThan(html.indexOf("<td>EXT-row-0#0"));
        assertThat(html).contains("aria-label=\"overall\"", "aria-label=\"fit\"", "overall score, before and now");
        assertThat(html.split("<circle", -1)).hasSize(4);
    }

    @Test
    void junit_xml_counts_and_survives_hostile_text() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Reports.junitXml(hostile()).getBytes(StandardCharsets.UTF_8)));

        assertThat(xml.getDocumentElement()).satisfies(suite -> {
            assertThat(suite.getAttribute("tests")).isEqualTo("4");
            assertThat(suite.getAttribute("failures")).isEqualTo("1");
            assertThat(suite.getAttribute("errors")).isEqualTo("1");
            assertThat(suite.getAttribute("skipped")).isEqualTo("1");
            assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
            assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
            assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        });
    }

    @Test
    void console_names_scores_changes_and_notes() {
        ExperimentResult result = Some.scored(0.5, 1);

        assertThat(Reports.console(result, Comparison.of(Some.scored(1, 1), result))
                        .lines())
                .anySatisfy(line -> assertThat(line).contains("2 of 2 rows passed"))
                .anySatisfy(line -> assertThat(line).contains("overall").contains("0.750 [###############-----]"))
                .anySatisfy(line -> assertThat(line).contains("1.000 -> 0.750 (-0.250) 0 better, 1 worse of 2"));
        assertThat(Reports.console(hostile(), null)).contains("! ");
    }

    @Test
    void reports_are_written_under_a_safe_name(@TempDir Path directory) {
        ExperimentResult some = Some.scored(1, 0);
        ExperimentResult escaping = new ExperimentResult(
                "../a b/c", "r", "d", "EXT-1", "p", Instant.EPOCH, Duration.ZERO, Map.of(), some.cases(), List.of());

        Reports.write(directory.resolve("reports"), escaping, null);

        assertThat(directory.resolve("reports")).isDirectoryContaining("glob:**..-a-b-c.{json,html,xml}");
        assertThat(ExperimentResult.read(directory.resolve("reports/..-a-b-c.json"))
                        .cases())
                .hasSize(2);
    }

    @Test
    void the_bar_fills_up() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress bar = Progress.bar(new PrintStream(out, true, StandardCharsets.UTF_8));

        bar.onCase(1, 2, Some.scored(1).cases().get(0));
        bar.onCase(2, 2, Some.scored(1).cases().get(0));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("[" + "#".repeat(15) + "-".repeat(15) + "] 50 % (1 of 2)")
                .contains("[" + "#".repeat(30) + "] 100 % (2 of 2)");
    }
}
