/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The pages of the handbook, as passages: one for each heading. */
final class HandbookPages {

    private static final List<String> FILES = List.of(
            "microprofile",
            "cdi-beans",
            "interceptors",
            "cdi-extensions",
            "configuration",
            "telemetry",
            "traces",
            "sampling",
            "fault-tolerance",
            "health",
            "llm-observability",
            "retrieval");

    private HandbookPages() {}

    static List<Passage> read() {
        return FILES.stream().flatMap(file -> split(text(file)).stream()).toList();
    }

    private static List<Passage> split(String markdown) {
        List<Passage> passages = new ArrayList<>();
        String[] sections = markdown.split("\n## ", -1);
        String page = sections[0].replaceFirst("^# ", "").strip();
        for (int i = 1; i < sections.length; i++) {
            String[] headingAndText = sections[i].split("\n", 2);
            String text = headingAndText[1].strip().replaceAll("\\s+", " ");
            passages.add(new Passage(page, headingAndText[0].strip(), text, 0));
        }
        return passages;
    }

    private static String text(String file) {
        try (InputStream page = HandbookPages.class.getResourceAsStream("/handbook/" + file + ".md")) {
            if (page == null) {
                throw new IllegalStateException("The handbook has no page " + file);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
