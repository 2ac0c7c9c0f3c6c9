/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.evaluation.internal.builtin.DetectionFigures;
import ai.honeyhive.microprofile.evaluation.internal.text.PublishedValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page and the code say the same. With {@code -Dreference.write} the tables made of figures are written anew. */
class DocsTest {

    private static final Path PAGE = Path.of("..", "docs", "evaluators.md");

    /** Settings without which an evaluator cannot be made. */
    private static final Map<String, Map<String, String>> NEEDED = Map.of(
            "expected-keys", Map.of("keys", "a"), "regex", Map.of("pattern", "a"), "blocklist", Map.of("words", "a"));

    @Test
    void every_built_in_has_a_row_with_its_category_and_needs() throws IOException {
        Evaluators evaluators = Evaluators.builtIn().withEmbeddings(texts -> List.of());
        List<String> page = Files.readAllLines(PAGE);
        assertThat(evaluators.names()).hasSizeGreaterThan(40).allSatisfy(name -> {
            Evaluator evaluator = evaluators.create(name, NEEDED.getOrDefault(name, Map.of()));
            String needs = evaluator.needs().stream().sorted().map(Input::name).collect(Collectors.joining(", "));
            String row = "| `" + name + "` | " + evaluator.category() + " | " + (needs.isEmpty() ? "–" : needs) + " | ";
            assertThat(page).as(row).anyMatch(line -> line.startsWith(row));
        });
    }

    @Test
    void published_values_and_detection_figures_are_on_the_page() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = between(between(page, "published", published()), "detection", detection());
        if (System.getProperty("reference.write") != null) {
            Files.writeString(PAGE, wanted);
        } else {
            assertThat(page).as("write it anew with -Dreference.write").isEqualTo(wanted);
        }
    }

    private static String published() {
        StringBuilder table = new StringBuilder("| Metric | On | Source | Published | Ours |\n|---|---|---|---|---|\n");
        for (PublishedValues.Row row : PublishedValues.all()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s |%n",
                    row.metric(),
                    row.on(),
                    row.source(),
                    number(row.published(), row),
                    number(row.ours(), row)));
        }
        return table.toString();
    }

    private static String number(double value, PublishedValues.Row row) {
        return String.format(Locale.ROOT, row.published() >= 10 ? "%.3f" : "%.5f", value);
    }

    private static String detection() {
        StringBuilder table = new StringBuilder(
                "| Kind | Found | Missed | Wrongly found | Rightly not found | Precision | Recall |\n|---|---|---|---|---|---|---|\n");
        for (DetectionFigures.Figures figures : DetectionFigures.all()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %.3f | %.3f |%n",
                    figures.kind(),
                    figures.found(),
                    figures.missed(),
                    figures.wrong(),
                    figures.clean(),
                    figures.precision(),
                    figures.recall()));
        }
        return table.toString();
    }

    private static String between(String page, String name, String table) {
        String begin = "<!-- " + name + " -->\n\n";
        int start = page.indexOf(begin) + begin.length();
        int end = page.indexOf("\n<!-- end -->", start);
        return page.substring(0, start) + table.replace("\r\n", "\n") + page.substring(end);
    }
}
