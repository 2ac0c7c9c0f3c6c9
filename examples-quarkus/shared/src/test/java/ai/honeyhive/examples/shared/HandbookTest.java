/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandbookTest {

    private static final Handbook HANDBOOK = new Handbook();

    @BeforeAll
    static void load() {
        HANDBOOK.load();
    }

    @ParameterizedTest
    @CsvSource({
        "How do I turn tracing on?, MicroProfile Telemetry › Switching it on",
        "Why does my private method get no interceptor?, Interceptors › What cannot be intercepted",
        "how long does a request may last before it is cut off, Fault tolerance › Timeout",
        "Which place gives the value of a setting when several have it?, Configuration › Where values come from",
        "How large are the vectors of the embedding model?, Retrieval augmented generation › Splitting and embedding",
        "Which sampler can keep every failed trace?, Sampling › Tail sampling"
    })
    void question_finds_the_passage_that_answers_it(String question, String source) {
        assertThat(HANDBOOK.search(question, 3)).extracting(Passage::source).contains(source);
    }

    @Test
    void passages_come_nearest_first_and_no_more_than_asked_for() {
        var found = HANDBOOK.search("What is baggage?", 4);
        assertThat(found).hasSize(4);
        assertThat(found).extracting(Passage::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void mentions_are_counted_by_page_and_in_either_case() {
        assertThat(HANDBOOK.pagesMentioning("arc")).contains("CDI beans");
        assertThat(HANDBOOK.pagesMentioning("BAGGAGE")).containsExactly("MicroProfile Telemetry", "Traces and spans");
        assertThat(HANDBOOK.pagesMentioning("zeppelin")).isEmpty();
    }
}
