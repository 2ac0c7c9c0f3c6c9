/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import static ai.honeyhive.microprofile.evaluation.internal.builtin.Judging.judge;
import static ai.honeyhive.microprofile.evaluation.internal.builtin.Judging.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import ai.honeyhive.microprofile.evaluation.internal.statistics.Wilson;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TechnicalEvaluatorsTest {

    private static Telemetry.Builder telemetry() {
        return Telemetry.builder();
    }

    @ParameterizedTest
    @CsvSource({"500,PASS,1", "2000,PASS,1", "4000,FAIL,0.5", "0,PASS,1"})
    void latency_falls_by_how_often_the_target_is_missed(long millis, Status status, double score) {
        Evaluation evaluation = judge(telemetry().latency(Duration.ofMillis(millis)), "latency", "target", "2s");
        assertThat(evaluation.status()).isEqualTo(status);
        assertThat(evaluation.score()).hasValue(score);
        assertThat(evaluation.details()).containsEntry("milliseconds", (double) millis);
    }

    @Test
    void tokens_per_second_count_from_the_first_token() {
        Telemetry.Builder call = telemetry()
                .latency(Duration.ofSeconds(6))
                .timeToFirstToken(Duration.ofSeconds(2))
                .outputTokens(40);
        Evaluation evaluation = judge(call, "tokens-per-second", "target", "20");
        assertThat(evaluation.details()).containsEntry("tokens_per_second", 10.0);
        assertThat(evaluation.score()).hasValue(0.5);
        assertThat(evaluation.status()).isEqualTo(Status.FAIL);
        assertThat(judge(telemetry().latency(Duration.ZERO).outputTokens(3), "tokens-per-second")
                        .status())
                .isEqualTo(Status.ABSTAIN);
    }

    @Test
    void first_token_cost_retries_and_truncation_have_limits() {
        assertThat(judge(telemetry().timeToFirstToken(Duration.ofSeconds(2)), "time-to-first-token")
                        .score())
                .hasValue(0.5);
        assertThat(judge(telemetry().cost(0.2), "cost", "limit", "0.1").score()).hasValue(0.5);
        assertThat(judge(telemetry().cost(0), "cost", "limit", "0").status()).isEqualTo(Status.PASS);
        assertThat(judge(telemetry().retries(3), "retries", "limit", "2").score())
                .hasValue(0.25);
        assertThat(judge(telemetry().retries(0), "retries", "limit", "0").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(telemetry().finishReason("MAX_TOKENS"), "truncation").status())
                .isEqualTo(Status.FAIL);
        assertThat(judge(telemetry().finishReason("stop"), "truncation").status())
                .isEqualTo(Status.PASS);
    }

    @Test
    void token_efficiency_is_the_share_of_the_answer() {
        Evaluation evaluation = judge(telemetry().inputTokens(300).outputTokens(100), "token-efficiency");
        assertThat(evaluation.score()).hasValue(0.25);
        assertThat(evaluation.details().get("output_per_input")).isEqualTo(100.0 / 300);
        assertThat(judge(telemetry().inputTokens(0).outputTokens(0), "token-efficiency")
                        .status())
                .isEqualTo(Status.ABSTAIN);
    }

    /** scipy 1.17.1: binomtest(k, n).proportion_ci(method='wilson'). */
    @ParameterizedTest
    @CsvSource({
        "0,10,0,0.2775327998628892",
        "3,10,0.10779126740630099,0.6032218525388546",
        "5,100,0.02154367915436796,0.11175046923191913",
        "100,100,0.9630065017930143,1",
        "1,3,0.061491944720396215,0.7923403991979523"
    })
    void wilson_interval_is_scipys(int hits, int of, double lower, double upper) {
        double[] interval = Wilson.interval(hits, of, 1.959963984540054);
        assertThat(interval[0]).isCloseTo(lower, within(1e-12));
        assertThat(interval[1]).isCloseTo(upper, within(1e-12));
    }

    @Test
    void error_rate_fails_only_beyond_chance_and_forgets_what_left_the_window() {
        Evaluator evaluator = Judging.evaluator("error-rate", "window", "20", "at-least", "5", "limit", "0.1");
        for (int i = 0; i < 4; i++) {
            assertThat(add(evaluator, "timeout").status()).isEqualTo(Status.ABSTAIN);
        }
        assertThat(add(evaluator, "timeout").status()).isEqualTo(Status.FAIL);
        Evaluation last = null;
        for (int i = 0; i < 20; i++) {
            last = add(evaluator, null);
        }
        assertThat(last.status()).isEqualTo(Status.PASS);
        assertThat(last.score()).hasValue(1);
        assertThat(add(evaluator, "timeout").status())
                .as("one of twenty may be chance")
                .isEqualTo(Status.PASS);
    }

    private static Evaluation add(Evaluator evaluator, String error) {
        Sample sample = Sample.builder()
                .telemetry(Telemetry.builder().error(error).build())
                .build();
        return evaluator.evaluate(sample).toCompletableFuture().join();
    }

    /** Cases after RFC 8259's grammar; y_ and n_ of the JSON parsing suite of nst/JSONTestSuite have the same ideas. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [1, -0, 0.5, 1e3, 1E-2, -1.25e+10] ",
                "\"\\u00e9\\ud83d\\ude00\\n\"",
                "null",
                "true",
                "0",
                "{\"a\":{\"b\":[null,false,\"\"]}}",
                "[[[[]]]]",
                "\"\u007f\"",
                "{\"a\":1,\"a\":2}"
            })
    void strict_json_is_valid(String json) {
        assertThat(judge(output(json), "json-valid").status()).isEqualTo(Status.PASS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[01]",
                "[+1]",
                "[1.]",
                "[.5]",
                "[1e]",
                "[-]",
                "[0x1]",
                "[NaN]",
                "[Infinity]",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a",
                "[1] 2",
                "// c\n1",
                "nul",
                "[1 2]",
                "{\"a\" 1}",
                "\ufeff[]",
                "[\u00a01]",
                "```json\n{}\n```"
            })
    void everything_else_is_no_json(String json) {
        Evaluation evaluation = judge(output(json), "json-valid");
        assertThat(evaluation.status()).isEqualTo(Status.FAIL);
        assertThat(evaluation.explanation()).contains("at character");
    }

    @Test
    void deep_json_ends_in_a_verdict_and_not_in_a_stack_overflow() {
        assertThat(judge(output("[".repeat(100_000)), "json-valid").explanation())
                .contains("deeper");
        assertThat(judge(output("1e" + "9".repeat(500)), "json-valid").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void fence_around_json_is_allowed_on_demand() {
        assertThat(judge(output("```json\n{\"a\": 1}\n```\n"), "json-valid", "allow-fence", "true")
                        .status())
                .isEqualTo(Status.PASS);
    }

    @Test
    void expected_keys_are_found_by_their_path() {
        String json = "{\"name\":\"x\",\"address\":{\"city\":null},\"a.b\":1}";
        Evaluation evaluation = judge(output(json), "expected-keys", "keys", "name, address.city, address.street, a.b");
        assertThat(evaluation.status()).isEqualTo(Status.FAIL);
        assertThat(evaluation.score()).hasValue(0.75);
        assertThat(evaluation.explanation()).isEqualTo("missing: address.street");
        assertThat(judge(output(json), "expected-keys", "keys", "name").status())
                .isEqualTo(Status.PASS);
        assertThat(judge(output("no json"), "expected-keys", "keys", "name").score())
                .hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"characters,2,PASS", "characters,3,FAIL", "words,2,FAIL", "sentences,1,PASS"})
    void length_counts_in_the_unit_set(String unit, String min, Status status) {
        assertThat(judge(output("👍🏽"), "length", "unit", "characters", "min", "2")
                        .status())
                .isEqualTo(Status.PASS);
        String text = unit.equals("characters") ? "👍a" : "One.";
        assertThat(judge(output(text), "length", "unit", unit, "min", min).status())
                .isEqualTo(status);
    }

    @Test
    void wrong_settings_name_setting_and_what_is_allowed() {
        assertThatThrownBy(() -> Judging.evaluator("latency", "target", "soon"))
                .hasMessage("setting 'target' of evaluator 'latency' must be a time above zero such as 200ms, 2s, 1m or"
                        + " PT2S, not 'soon'");
        assertThatThrownBy(() -> Judging.evaluator("latency", "targets", "2s"))
                .hasMessageContaining("'targets'")
                .hasMessageContaining("Did you mean 'target'?");
        assertThatThrownBy(() -> Judging.evaluator("latenzy")).hasMessageContaining("Did you mean 'latency'?");
        assertThatThrownBy(() -> Judging.evaluator("cost", "limit", "NaN")).hasMessageContaining("a number from");
        assertThatThrownBy(() -> Judging.evaluator("length", "min", "5", "max", "4"))
                .hasMessageContaining("'max'");
        assertThatThrownBy(() -> Judging.evaluator("expected-keys")).hasMessageContaining("'keys'");
        assertThatThrownBy(() -> Judging.evaluator("regex", "pattern", "(")).hasMessageContaining("'pattern'");
    }
}
