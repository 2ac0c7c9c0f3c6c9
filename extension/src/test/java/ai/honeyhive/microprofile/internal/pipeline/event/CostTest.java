/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTest {

    private static final String COST = "honeyhive_metadata.cost";

    @TempDir
    Path folder;

    private Path prices;

    @BeforeEach
    void writePrices() throws IOException {
        prices = folder.resolve("prices.csv");
        Files.writeString(prices, """
                model,from,provider,input,output,cache-read,cache-write,reasoning
                house-model,2026-01-01,openai,1,10,0.1,2,20
                house-model,2026-06-01,openai,100,100,,,
                """);
    }

    @Test
    void model_event_gets_its_cost_by_the_prices_of_its_day() {
        assertThat(call().event()).containsEntry(COST, 0.0126);
        assertThat(call().startedAt(Instant.parse("2026-06-02T00:00:00Z")).event())
                .containsEntry(COST, 0.216);
    }

    @Test
    void response_model_counts_and_not_the_one_that_was_asked() {
        assertThat(call().with("gen_ai.response.model", "another-model").event())
                .doesNotContainKey(COST);
        assertThat(call().with("gen_ai.request.model", "an-alias")
                        .with("gen_ai.response.model", "house-model-2026-02-03")
                        .event())
                .containsEntry(COST, 0.0126);
    }

    @Test
    void cached_and_reasoning_tokens_have_their_price_under_any_generation_of_names() {
        assertThat(call().with("gen_ai.usage.cache_read.input_tokens", 500)
                        .with("gen_ai.usage.cache_creation.input_tokens", 100)
                        .with("gen_ai.usage.reasoning.output_tokens", 100)
                        .event())
                .containsEntry(COST, 0.01325);
        assertThat(Given.span("chat")
                        .setting("honeyhive.cost.prices", prices.toString())
                        .startedAt(Instant.parse("2026-02-01T00:00:00Z"))
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.request.model", "house-model")
                        .with("gen_ai.usage.prompt_tokens", 1_000)
                        .with("gen_ai.usage.completion_tokens", 1_000)
                        .event())
                .containsEntry(COST, 0.011);
    }

    @Test
    void unknown_model_provider_or_count_gives_no_cost() {
        assertThat(call().with("gen_ai.request.model", "nobody-knows").event()).doesNotContainKey(COST);
        assertThat(call().with("gen_ai.provider.name", "groq").event()).doesNotContainKey(COST);
        assertThat(Given.span("chat")
                        .setting("honeyhive.cost.prices", prices.toString())
                        .startedAt(Instant.parse("2026-02-01T00:00:00Z"))
                        .with("gen_ai.request.model", "house-model")
                        .with("gen_ai.usage.input_tokens", 1_000)
                        .event())
                .doesNotContainKey(COST);
    }

    @Test
    void cost_that_somebody_has_said_stays() {
        assertThat(call().with(COST, "0.5").event()).containsEntry(COST, "0.5");
    }

    @Test
    void step_that_is_no_model_call_gets_none() {
        assertThat(call().with("gen_ai.operation.name", "invoke_agent").event()).doesNotContainKey(COST);
    }

    @Test
    void without_a_setting_the_cost_is_left_to_honeyhive_and_built_in_prices_count_where_wanted() {
        Given known = Given.span("chat gpt-4o-mini")
                .startedAt(Instant.parse("2026-11-20T00:00:00Z"))
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.request.model", "gpt-4o-mini")
                .with("gen_ai.usage.input_tokens", 1_000_000)
                .with("gen_ai.usage.output_tokens", 0);
        assertThat(known.event()).doesNotContainKey(COST);
        assertThat(known.setting("honeyhive.cost.prices", "built-in").event()).containsEntry(COST, 0.15);
    }

    /** 1,000 input and 1,160 output tokens of the model in the table: 0.001 + 0.0116 dollars. */
    private Given call() {
        return Given.span("chat house-model")
                .setting("honeyhive.cost.prices", prices.toString())
                .startedAt(Instant.parse("2026-02-01T00:00:00Z"))
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.provider.name", "openai")
                .with("gen_ai.request.model", "house-model")
                .with("gen_ai.usage.input_tokens", 1_000)
                .with("gen_ai.usage.output_tokens", 1_160);
    }
}
