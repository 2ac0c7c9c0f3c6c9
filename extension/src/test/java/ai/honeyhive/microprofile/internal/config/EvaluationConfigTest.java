/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationConfigTest {

    private static Settings withPipeline() {
        return Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                .and("honeyhive.evaluation.pipeline.answer.evaluators", " latency , token-f1,,");
    }

    @Test
    void pipeline_has_what_is_set_and_defaults() {
        HoneyHiveConfig config = withPipeline()
                .and("honeyhive.evaluation.pipeline.answer.weight.token-f1", "2.5")
                .and("honeyhive.evaluation.pipeline.answer.threshold.latency", "0.5")
                .and("honeyhive.evaluation.pipeline.answer.must-pass", "latency")
                .and("honeyhive.evaluation.pipeline.answer.sample-rate", "0.1")
                .and("honeyhive.evaluation.pipeline.answer.timeout", "3s")
                .read();

        assertThat(config.problems()).isEmpty();
        assertThat(config.evaluation().pipelines())
                .containsExactly(Map.entry(
                        "answer",
                        new EvaluationConfig.Pipeline(
                                "answer",
                                List.of("latency", "token-f1"),
                                Map.of("token-f1", 2.5),
                                Map.of("latency", 0.5),
                                List.of(),
                                List.of("latency"),
                                "weighted-mean",
                                null,
                                0.1,
                                Duration.ofSeconds(3),
                                64,
                                1000,
                                null,
                                1,
                                null,
                                null,
                                0)));
    }

    @Test
    void settings_of_evaluators_are_kept_by_name_and_variables_override_them() {
        EvaluationConfig evaluation = withPipeline()
                .and("honeyhive.evaluation.latency.target", "3s")
                .and("honeyhive.evaluation.order-number.kind", "regex")
                .and("honeyhive.evaluation.order-number.pattern", "[0-9]+")
                .andVariable("HONEYHIVE_EVALUATION_ORDER_NUMBER_PATTERN", "[A-Z]+")
                .read()
                .evaluation();

        assertThat(evaluation.settings())
                .isEqualTo(Map.of(
                        "latency",
                        Map.of("target", "3s"),
                        "order-number",
                        Map.of("kind", "regex", "pattern", "[A-Z]+")));
    }

    @Test
    void pipeline_that_only_the_environment_knows_is_named_with_dashes() {
        assertThat(Settings.withVariable("HONEYHIVE_EVALUATION_PIPELINE_CARD_FRAUD_EVALUATORS", "length")
                        .read()
                        .evaluation()
                        .pipelines()
                        .get("card-fraud")
                        .evaluators())
                .containsExactly("length");
    }

    @Test
    void rule_means_every_span_unless_it_says_which() {
        assertThat(withPipeline()
                        .and("honeyhive.evaluation.rule.chats.span", "chat *")
                        .and("honeyhive.evaluation.rule.chats.pipeline", "answer")
                        .read()
                        .evaluation()
                        .rules())
                .isEqualTo(Map.of("chats", new EvaluationConfig.Rule("chat *", "*", List.of("answer"))));
    }

    @ParameterizedTest
    @CsvSource({
        "honeyhive.evaluation.pipeline.answer.evaluator,honeyhive.evaluation.pipeline.answer.evaluators",
        "honeyhive.evaluation.pipeline.answer.must-pas,honeyhive.evaluation.pipeline.answer.must-pass",
        "honeyhive.evaluation.rule.chats.pipelin,honeyhive.evaluation.rule.chats.pipeline",
        "honeyhive.evaluation.enabeld,honeyhive.evaluation.enabled",
        "honeyhive.evaluation.pipeline.answer,honeyhive.evaluation.pipeline.<name>.",
    })
    void unknown_key_gives_one_message_with_the_nearest_valid_key(String mistyped, String nearest) {
        assertThat(withPipeline().and(mistyped, "x").read().problems())
                .singleElement()
                .asString()
                .startsWith(mistyped + " is no key")
                .contains("nearest valid key is " + nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "weight.latency,-1",
        "weight.latency,NaN",
        "threshold.latency,much",
        "sample-rate,1.5",
        "timeout,0s",
        "concurrency,0",
        "rate,0",
        "evaluators,a b",
    })
    void value_that_cannot_be_used_gives_one_message_with_key_origin_and_what_is_allowed(String setting, String value) {
        String key = "honeyhive.evaluation.pipeline.answer." + setting;

        assertThat(withPipeline().and(key, value).read().problems())
                .singleElement()
                .asString()
                .startsWith(key + " (from ")
                .contains("app.properties", "Allowed is ")
                .doesNotContain('"' + value + '"');
    }
}
