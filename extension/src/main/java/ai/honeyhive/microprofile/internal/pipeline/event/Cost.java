/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import ai.honeyhive.microprofile.evaluation.PriceTable;
import ai.honeyhive.microprofile.internal.call.GenAiAttributes;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model event has cost by a table of prices, where nobody has said it and the table can tell. */
final class Cost {

    private static final String METADATA = HoneyHiveAttributes.METADATA;

    /** The model that answered, else the one that was asked. */
    private static final List<String> MODELS =
            List.of(GenAiAttributes.RESPONSE_MODEL.getKey(), GenAiAttributes.REQUEST_MODEL.getKey(), "llm.model_name");

    private Cost() {}

    /** For an event whose counts have their names already. */
    static void put(Fields fields, PriceTable prices, long startEpochNanos) {
        if (fields.has(HoneyHiveAttributes.COST.getKey())) {
            return;
        }
        var tokens = new PriceTable.Tokens(
                fields.count(METADATA + "prompt_tokens"),
                fields.count(METADATA + "completion_tokens"),
                orZero(fields.count(METADATA + "cache_read_input_tokens")),
                orZero(fields.count(METADATA + "cache_write_input_tokens")),
                orZero(fields.count(METADATA + "reasoning_tokens")));
        BigDecimal cost = prices.cost(
                fields.text(GenAiAttributes.PROVIDER_NAME.getKey()),
                fields.firstText(MODELS),
                tokens,
                Instant.ofEpochSecond(0, startEpochNanos));
        if (cost != null) {
            fields.put(HoneyHiveAttributes.COST.getKey(), cost.doubleValue());
        }
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
