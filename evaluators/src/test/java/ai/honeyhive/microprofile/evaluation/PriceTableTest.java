/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.evaluation.PriceTable.Tokens;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {

    private static final Instant IN_2026 = Instant.parse("2026-11-20T10:00:00Z");
    private static final Tokens THOUSAND_EACH = Tokens.of(1_000, 1_000);

    private static final PriceTable TABLE = table("""
            # comment
            model,provider,from,input,output,cache-read,cache-write,reasoning,above

            small,,2026-01-01,1,2,,,,
            small,,2026-06-01,0.5,1,,,,
            tiered,,2026-01-01,1,10,0.1,1.25,20,
            tiered,,2026-01-01,2,15,0.2,2.5,30,200000
            hosted,openai,2026-01-01,3,6,,,,
            hosted,azure.ai.openai,2026-01-01,4,8,,,,
            one-maker,anthropic,2026-01-01,5,25,,,,
            mixed,,2026-06-01,9,9,,,,
            mixed,openai,2026-01-01,7,7,,,,
            embed,,2026-01-01,0.02,,,,,
            free,,2026-01-01,0,0,,,,
            dated,,2026-01-01,1,1,,,,
            dated-2026-02-02,,2026-01-01,8,8,,,,
            """);

    private static PriceTable table(String text) {
        return PriceTable.parse(text, "prices.csv");
    }

    private static @Nullable BigDecimal cost(@Nullable String provider, String model, Tokens tokens) {
        return TABLE.cost(provider, model, tokens, IN_2026);
    }

    private static void assertCost(@Nullable String provider, String model, Tokens tokens, String expected) {
        assertThat(cost(provider, model, tokens)).isEqualByComparingTo(expected);
    }

    @Test
    void inputAndOutput_costTheirPriceForAMillion() {
        assertCost(null, "small", Tokens.of(2_000_000, 3_000_000), "4");
        assertCost(null, "SMALL", Tokens.of(1, 0), "0.0000005");
    }

    @Test
    void price_isThatOfTheDayOfTheCall_inUtc() {
        assertThat(TABLE.cost(null, "small", THOUSAND_EACH, Instant.parse("2026-05-31T23:59:59Z")))
                .isEqualByComparingTo("0.003");
        assertThat(TABLE.cost(null, "small", THOUSAND_EACH, Instant.parse("2026-06-01T00:00:00Z")))
                .isEqualByComparingTo("0.0015");
        assertThat(TABLE.cost(null, "small", THOUSAND_EACH, Instant.parse("2025-12-31T23:59:59Z")))
                .isNull();
    }

    @Test
    void cachedAndReasoningTokens_costTheirOwnPrice() {
        assertCost(null, "tiered", new Tokens(1_000L, 1_000L, 400, 100, 250), "0.013165");
    }

    @Test
    void cachedAndReasoningTokens_withoutAPriceOfTheirOwn_costAsTheOthers() {
        assertCost(null, "small", new Tokens(1_000L, 1_000L, 400, 100, 250), "0.0015");
    }

    @Test
    void cachedTokensBeyondTheInput_areCountedBesideIt() {
        assertCost(null, "tiered", new Tokens(100L, 0L, 1_000, 0, 0), "0.0002");
    }

    @Test
    void tier_beginsAboveItsNumberOfInputTokens_andHoldsForTheWholeCall() {
        assertCost(null, "tiered", Tokens.of(200_000, 0), "0.2");
        assertCost(null, "tiered", Tokens.of(200_001, 0), "0.400002");
    }

    @Test
    void rowOfAProvider_countsForThatProviderOnly() {
        assertCost("openai", "hosted", THOUSAND_EACH, "0.009");
        assertCost("Azure.AI.OpenAI", "hosted", THOUSAND_EACH, "0.012");
        assertThat(cost("groq", "hosted", THOUSAND_EACH)).isNull();
    }

    @Test
    void callWithoutAProvider_hasACostWhereThereIsOneOnly() {
        assertThat(cost(null, "hosted", THOUSAND_EACH)).isNull();
        assertCost(null, "one-maker", THOUSAND_EACH, "0.03");
    }

    @Test
    void rowOfTheProvider_beatsALaterOneForAll() {
        assertCost("openai", "mixed", THOUSAND_EACH, "0.014");
        assertCost("groq", "mixed", THOUSAND_EACH, "0.018");
    }

    @Test
    void unknownModel_hasNoCost_andAFreeOneCostsNothing() {
        assertThat(cost("openai", "nobody-knows", THOUSAND_EACH)).isNull();
        assertThat(TABLE.cost("openai", null, THOUSAND_EACH, IN_2026)).isNull();
        assertCost(null, "free", THOUSAND_EACH, "0");
    }

    @Test
    void unknownCount_hasNoCost() {
        assertThat(cost(null, "small", new Tokens(null, 10L, 0, 0, 0))).isNull();
        assertThat(cost(null, "small", new Tokens(10L, null, 0, 0, 0))).isNull();
        assertCost(null, "embed", new Tokens(1_000_000L, null, 0, 0, 0), "0.02");
        assertThat(cost(null, "embed", Tokens.of(1_000_000, 5))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"small-2026-03-04,0.0015", "small-20260304,0.0015", "small@20260304,0.0015", "dated-2026-02-02,0.016"})
    void nameWithADate_isTheModel_unlessItHasRowsOfItsOwn(String model, String expected) {
        assertCost(null, model, THOUSAND_EACH, expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"small-mini", "small-audio-preview", "ft:small-2026-03-04:us::1", "smaller", "openai/small"})
    void otherName_isAnotherModel(String model) {
        assertThat(cost(null, model, THOUSAND_EACH)).isNull();
    }

    @Test
    void wrongLines_areNamed_withWhatIsAllowed() {
        assertThatThrownBy(() -> table("""
                        # a comment counts as a line
                        model,from,input,output
                        good,2026-01-01,1,1
                        day,yesterday,1,1
                        amount,2026-01-01,-1,1 $
                        ,2026-01-01,1,1
                        none,2026-01-01,,1
                        short,2026-01-01,1
                        good,2026-01-01,2,2
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prices.csv, line 4, has \"yesterday\" as its first day; it must be like 2026-01-31; "
                        + "prices.csv, line 5, has \"-1\" as its input price; it must be US dollars for a million tokens, "
                        + "like 0.15; prices.csv, line 5, has \"1 $\" as its output price; it must be US dollars for a "
                        + "million tokens, like 0.15; prices.csv, line 6, names no model; prices.csv, line 7, has no input "
                        + "price; write 0 for a model that costs nothing; prices.csv, line 8, has 3 values for 4 columns "
                        + "(model,from,input,output); prices.csv, line 9, says the same as line 3: one model, provider, "
                        + "day and tier has one row");
    }

    @Test
    void wrongColumns_areNamed() {
        assertThatThrownBy(() -> table("model,from,prompt\nx,2026-01-01,1\n"))
                .hasMessageContaining("line 1, names a column \"prompt\"; there are model, from, input, output")
                .hasMessageContaining("must name each column once, model, from, input among them")
                .hasMessageNotContaining("line 2");
        assertThatThrownBy(() -> table("# nothing\n")).hasMessageContaining("prices.csv names no columns");
    }

    @Test
    void tableOfThisLibrary_canBeRead_andKnowsItsModels() {
        assertThat(PriceTable.builtIn()
                        .cost("openai", "gpt-4o-mini-2024-07-18", Tokens.of(1_000_000, 1_000_000), IN_2026))
                .isEqualByComparingTo("0.75");
        assertThat(PriceTable.builtIn().cost(null, "claude-haiku-4-5-20251001", Tokens.of(1_000_000, 0), IN_2026))
                .isEqualByComparingTo("1");
        assertThat(PriceTable.builtIn().cost("azure.ai.openai", "gpt-4o-mini", Tokens.of(1, 1), IN_2026))
                .isNull();
    }
}
