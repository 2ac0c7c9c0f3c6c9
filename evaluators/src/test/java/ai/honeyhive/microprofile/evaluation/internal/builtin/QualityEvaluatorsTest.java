/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.Judging.judge;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.Judging.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.ToolCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityEvaluatorsTest {

    @Test
    void exact_match_is_after_the_normalization_set() {
        Sample.Builder sample = output(" The Cat. ").expected("dog").expected("cat");
        assertThat(judge(sample, "exact-match").status()).isEqualTo(Status.FAIL);
        assertThat(judge(sample, "exact-match", "normalize", "squad").status()).isEqualTo(Status.PASS);
        assertThat(judge(output(" cat ").expected("cat"), "exact-match").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(output(" cat ").expected("cat"), "exact-match", "normalize", "none")
                        .status())
                .isEqualTo(Status.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"any,PASS", "all,FAIL", "none,FAIL"})
    void contains_has_three_modes(String mode, Status status) {
        assertThat(judge(output("Call 112."), "contains", "values", "112,911", "mode", mode)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void best_reference_counts() {
        Sample.Builder sample = output("the cat sat").expected("a dog ran").expected("the cat sat down");
        assertThat(judge(sample, "rouge-1").score().orElseThrow()).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(judge(sample, "token-f1").score().orElseThrow()).isCloseTo(0.8, within(1e-12));
        assertThat(judge(sample, "levenshtein").details()).containsEntry("distance", 5);
        assertThat(judge(sample, "bleu").details().get("signature"))
                .isEqualTo("nrefs:2|case:mixed|eff:yes|tok:13a|smooth:exp");
    }

    @Test
    @Timeout(20)
    void regex_that_would_take_for_ever_abstains() {
        Sample.Builder sample = output("a".repeat(60) + "!");
        assertThat(judge(sample, "regex", "pattern", "(a|aa)+\\1$", "timeout", "20ms")
                        .status())
                .isEqualTo(Status.ABSTAIN);
        assertThat(judge(output("x".repeat(200_000)), "regex", "pattern", "(x|y)*z")
                        .status())
                .as("a stack that is too deep is no verdict")
                .isEqualTo(Status.ABSTAIN);
        assertThat(judge(output("ref 42"), "regex", "pattern", "[0-9]+").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(output("ref 42"), "regex", "pattern", "[0-9]+", "whole", "true")
                        .status())
                .isEqualTo(Status.FAIL);
        assertThat(judge(output("ref 42"), "regex", "pattern", "[0-9]+", "mode", "no-match")
                        .status())
                .isEqualTo(Status.FAIL);
    }

    @Test
    void lexical_support_is_the_share_of_ngrams_in_the_contexts() {
        Sample.Builder sample = output("The red car was sold yesterday").context("Yesterday, the red car was sold.");
        assertThat(judge(sample, "lexical-support").score()).hasValue(0.8);
        assertThat(judge(sample, "lexical-support", "n", "1").score()).hasValue(1);
        assertThat(judge(output("Yes").context("Yes"), "lexical-support").status())
                .isEqualTo(Status.ABSTAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It costs 1,250 euros.|Price: 1250|PASS",
                "It costs 1.250 Euro.|Price: 1250|PASS",
                "It costs 1,250.50 dollars.|Preis: 1.250,50|PASS",
                "It weighs 2.50 kg.|weight 2,5 kg|PASS",
                "It costs 1,300 euros.|Price: 1250|FAIL",
                "Use version 2.11.3.|version 2.11.3 is current|PASS",
                "Use version 2.11.4.|version 2.11.3 is current|FAIL",
                "Nothing to count.|Price: 1250|ABSTAIN",
                "See A4 and B12.|none|ABSTAIN"
            })
    void numbers_must_stand_in_the_sources(String output, String context, Status status) {
        assertThat(judge(output(output).context(context), "number-support").status())
                .isEqualTo(status);
    }

    @Test
    void number_from_the_question_is_supported() {
        assertThat(judge(
                                output("For 3 people: 12")
                                        .question("I am cooking for 3")
                                        .context("12 eggs"),
                                "number-support")
                        .score())
                .hasValue(1);
    }

    @Test
    void quotes_must_stand_in_the_sources_word_by_word() {
        Sample.Builder sample = output("He said “the bridge is closed,” and «nobody may pass here».")
                .context("Sign:\nthe bridge  is closed")
                .context("everybody may pass");
        Evaluation evaluation = judge(sample, "quote-support");
        assertThat(evaluation.score()).hasValue(0.5);
        assertThat(evaluation.explanation()).contains("nobody may pass here");
    }

    @Test
    void citations_must_be_among_what_was_retrieved() {
        Sample.Builder sample = output("Yes [doc-1], see [doc-9].").retrieved(List.of("doc-1", "doc-2"));
        assertThat(judge(sample, "citation-support").score()).hasValue(0.5);
        assertThat(judge(output("Yes.").retrieved(List.of()), "citation-support")
                        .status())
                .isEqualTo(Status.ABSTAIN);
    }

    @Test
    void retrieval_without_a_relevant_document_is_undefined() {
        Sample.Builder sample = Sample.builder().retrieved(List.of("a")).relevant("a", 0);
        assertThat(judge(sample, "ndcg").status()).isEqualTo(Status.ABSTAIN);
        assertThat(judge(sample.relevant("b", 2), "ndcg").score()).hasValue(0);
        assertThat(judge(sample, "recall-at-k", "k", "1").score()).hasValue(0);
    }

    @Test
    void equal_scores_are_ranked_by_id_descending() {
        assertThat(Sample.builder()
                        .retrieved(Map.of("a", 1.0, "b", 1.0, "c", 2.0))
                        .build()
                        .retrieved())
                .containsExactly("c", "b", "a");
    }

    private static final ToolCall SEARCH = new ToolCall("search", Map.of("q", "x", "top", 3));

    @Test
    void tool_calls_match_by_name_arguments_and_order() {
        ToolCall same = new ToolCall("search", Map.of("top", new BigDecimal("3.0"), "q", "x"));
        ToolCall other = new ToolCall("search", Map.of("q", "y", "top", 3));
        ToolCall book = ToolCall.of("book");
        assertThat(calls(List.of(SEARCH, book), List.of(book, same)).status()).isEqualTo(Status.PASS);
        assertThat(calls(List.of(SEARCH, book), List.of(book, same), "ordered", "true")
                        .score())
                .hasValue(0.5);
        assertThat(calls(List.of(SEARCH), List.of(other)).score()).hasValue(0);
        assertThat(calls(List.of(SEARCH), List.of(other), "arguments", "false").score())
                .hasValue(1);
        assertThat(calls(List.of(SEARCH, SEARCH), List.of(SEARCH)).score().orElseThrow())
                .isCloseTo(2 / 3.0, within(1e-12));
        assertThat(calls(List.of(), List.of()).status()).isEqualTo(Status.PASS);
        assertThat(calls(List.of(book), List.of()).score()).hasValue(0);
    }

    private static Evaluation calls(List<ToolCall> made, List<ToolCall> expected, String... settings) {
        return judge(Sample.builder().toolCalls(made).expectedToolCalls(expected), "tool-calls", settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm sorry, but I can’t help with that.", "As an AI language model, I cannot predict prices.",
                "I am unable to provide medical advice.", "Es tut mir leid, aber das geht nicht.",
                "Je suis désolé, mais je ne peux pas répondre.", "Lo siento, pero no puedo ayudarte."
            })
    void refusals_are_found(String text) {
        assertThat(judge(output(text), "refusal").status()).isEqualTo(Status.FAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You can't help everyone.",
                "Sorry for the delay: your parcel arrives today.",
                "I cannot recommend it enough!",
                "Der Kunde kann nicht helfen."
            })
    void other_answers_are_no_refusals(String text) {
        assertThat(judge(output(text), "refusal").status()).isEqualTo(Status.PASS);
    }

    @Test
    void repetition_is_the_share_of_distinct_ngrams() {
        assertThat(judge(output("no no no no no"), "repetition").score().orElseThrow())
                .isCloseTo(1 / 3.0, within(1e-12));
        assertThat(judge(output("all of these words differ"), "repetition").score())
                .hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The parcel will be delivered to the address that you have given us on Monday.",
                "de|Das Paket wird am Montag an die Adresse geliefert, die Sie uns auf der Seite genannt haben.",
                "fr|Le colis sera livré lundi à l'adresse que vous nous avez indiquée dans le formulaire.",
                "es|El paquete se entregará el lunes en la dirección que nos ha indicado en el formulario.",
                "it|Il pacco sarà consegnato lunedì all'indirizzo che ci ha indicato nel modulo di contatto.",
                "pt|O pacote será entregue na segunda-feira no endereço que nos deu com o formulário e não mais tarde.",
                "nl|Het pakket wordt op maandag bezorgd op het adres dat u ons in het formulier heeft gegeven.",
                "cyrillic|Посылка будет доставлена в понедельник.",
                "ja|荷物は月曜日に届きます。",
                "zh|包裹将在星期一送到。",
                "ko|소포는 월요일에 배달됩니다."
            })
    void language_is_told_from_a_whole_sentence(String language, String text) {
        assertThat(judge(output(text), "language").label()).isEqualTo(language);
        assertThat(judge(output(text), "language", "allowed", "en").status())
                .isEqualTo(language.equals("en") ? Status.PASS : Status.FAIL);
    }

    @Test
    void language_of_too_little_text_is_not_guessed() {
        assertThat(judge(output("OK"), "language").status()).isEqualTo(Status.ABSTAIN);
        assertThat(judge(output("12345"), "language").status()).isEqualTo(Status.ABSTAIN);
    }

    @Test
    void embeddings_are_compared_by_their_angle() {
        Evaluators evaluators = Evaluators.builtIn()
                .withEmbeddings(texts -> texts.stream()
                        .map(text -> text.isEmpty() ? new float[2] : new float[] {text.length(), 1})
                        .toList());
        Evaluator similarity = evaluators.create("embedding-similarity");
        Evaluation evaluation = similarity
                .evaluate(output("a").expected("bbb").build())
                .toCompletableFuture()
                .join();
        assertThat(evaluation.score().orElseThrow()).isCloseTo(4 / Math.sqrt(20), within(1e-12));
        assertThat(similarity
                        .evaluate(output("").expected("b").build())
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(Status.ABSTAIN);
    }

    @Test
    void readability_shows_every_index() {
        Evaluation evaluation = judge(output("Cool dogs wear da sunglasses."), "readability");
        assertThat(evaluation.details()).containsEntry("words", 5).containsEntry("lix", 25.0);
        assertThat((double) evaluation.details().get("automated_readability_index"))
                .isCloseTo(4.62, within(1e-9));
        assertThat(judge(output("?!"), "readability").status()).isEqualTo(Status.ABSTAIN);
    }
}
