/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/** HoneyHive's attribute names: buckets with an underscore, protocol attributes with a dot. Their only home. */
public final class HoneyHiveAttributes {

    public static final String INPUTS = "honeyhive_inputs.";
    public static final String OUTPUTS = "honeyhive_outputs.";
    public static final String CONFIG = "honeyhive_config.";
    public static final String METADATA = "honeyhive_metadata.";
    public static final String METRICS = "honeyhive_metrics.";
    public static final String FEEDBACK = "honeyhive_feedback.";
    public static final String USER_PROPERTIES = "honeyhive_user_properties.";

    public static final AttributeKey<String> EVENT_TYPE = stringKey("honeyhive_event_type");
    public static final AttributeKey<String> EVENT_NAME = stringKey("honeyhive_event_name");

    /** What went wrong, in words: becomes the event's error. */
    public static final AttributeKey<String> ERROR = stringKey("honeyhive_error");

    public static final AttributeKey<String> ERROR_TYPE = stringKey("honeyhive_error_type");

    /** A JSON array of objects with {@code role} and {@code content}. */
    public static final AttributeKey<String> CHAT_HISTORY = stringKey(INPUTS + "chat_history");

    public static final AttributeKey<String> CONTEXT = stringKey(INPUTS + "context");

    /** What would have been right. */
    public static final AttributeKey<String> GROUND_TRUTH = stringKey(FEEDBACK + "ground_truth");

    public static final AttributeKey<String> RESULT = stringKey(OUTPUTS + "result");
    public static final AttributeKey<String> OUTPUT_ROLE = stringKey(OUTPUTS + "role");
    public static final AttributeKey<String> OUTPUT_CONTENT = stringKey(OUTPUTS + "content");
    public static final AttributeKey<String> OUTPUT_FINISH_REASON = stringKey(OUTPUTS + "finish_reason");

    /** Followed by the index of the tool call and {@code .id}, {@code .name} or {@code .arguments}. */
    public static final String OUTPUT_TOOL_CALLS = OUTPUTS + "tool_calls.";

    public static final AttributeKey<String> USER_ID = stringKey(USER_PROPERTIES + "user_id");

    /** Of the run of an experiment that the call is part of, as of the two below. */
    public static final AttributeKey<String> RUN_ID = stringKey(METADATA + ExperimentCase.RUN_ID);

    public static final AttributeKey<String> DATASET_ID = stringKey(METADATA + ExperimentCase.DATASET_ID);

    public static final AttributeKey<String> DATAPOINT_ID = stringKey(METADATA + ExperimentCase.DATAPOINT_ID);

    /** In US dollars. */
    public static final AttributeKey<Double> COST = doubleKey(METADATA + "cost");

    /** In milliseconds. */
    public static final AttributeKey<Double> TIME_TO_FIRST_TOKEN = doubleKey(METADATA + "time_to_first_token_ms");

    /** The id under which HoneyHive keeps the event, where somebody wants to speak of it later. */
    public static final AttributeKey<String> EVENT_ID = stringKey("honeyhive_event_id");

    /** True where the caller did not want the end of the work any more. */
    public static final AttributeKey<Boolean> CANCELLED = booleanKey(METADATA + "cancelled");

    /** True where everybody lost interest in the work before its end, without a word. */
    public static final AttributeKey<Boolean> ABANDONED = booleanKey(METADATA + "abandoned");

    /** True where something of the content was left out, because of its length say. */
    public static final AttributeKey<Boolean> CONTENT_TRUNCATED = booleanKey(METADATA + "content_truncated");

    /** Why the trace was kept: its class, an error, slowness, feedback, or the word of a parent. */
    public static final AttributeKey<String> SAMPLING_REASON = stringKey(METADATA + "sampling.reason");

    public static final AttributeKey<String> SAMPLING_CLASS = stringKey(METADATA + "sampling.class");

    /** The share of such traces that is kept. */
    public static final AttributeKey<Double> SAMPLING_RATE = doubleKey(METADATA + "sampling.rate");

    /** How many traces the kept one stands for. */
    public static final AttributeKey<Double> SAMPLING_ADJUSTED_COUNT = doubleKey(METADATA + "sampling.adjusted_count");

    /** The key of a group of a batch, or its number. */
    public static final AttributeKey<String> BATCH_GROUP = stringKey(METADATA + "batch_group");

    /** A JSON array: the kinds of errors of a batch, with their count and an example each. */
    public static final String BATCH_ERRORS = METADATA + "batch_errors";

    public static final AttributeKey<Long> ITEMS = longKey(METRICS + "items");
    public static final AttributeKey<Long> ITEMS_SUCCEEDED = longKey(METRICS + "items_succeeded");
    public static final AttributeKey<Long> ITEMS_FAILED = longKey(METRICS + "items_failed");
    public static final AttributeKey<Long> ITEMS_SKIPPED = longKey(METRICS + "items_skipped");
    public static final AttributeKey<Long> BATCH_GROUPS = longKey(METRICS + "groups");
    public static final AttributeKey<Double> ITEM_P50 = doubleKey(METRICS + "item_p50_ms");
    public static final AttributeKey<Double> ITEM_P95 = doubleKey(METRICS + "item_p95_ms");

    /** Sums of what the items' results told. Not in {@code gen_ai.usage}, which HoneyHive adds up over a session. */
    public static final AttributeKey<Long> ITEMS_INPUT_TOKENS = longKey(METRICS + "items_input_tokens");

    public static final AttributeKey<Long> ITEMS_OUTPUT_TOKENS = longKey(METRICS + "items_output_tokens");

    /** In US dollars. */
    public static final AttributeKey<Double> ITEMS_COST = doubleKey(METRICS + "items_cost");

    private HoneyHiveAttributes() {}
}
