/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The names of the OpenTelemetry GenAI conventions, version 1.41, that we write: their only home. A test compares them
 * with the tables of the conventions.
 */
public final class GenAiAttributes {

    public static final AttributeKey<String> OPERATION_NAME = stringKey("gen_ai.operation.name");
    public static final AttributeKey<String> PROVIDER_NAME = stringKey("gen_ai.provider.name");
    public static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
    public static final AttributeKey<Boolean> REQUEST_STREAM = booleanKey("gen_ai.request.stream");
    public static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
    public static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");
    public static final AttributeKey<List<String>> FINISH_REASONS = stringArrayKey("gen_ai.response.finish_reasons");

    /** In seconds. */
    public static final AttributeKey<Double> TIME_TO_FIRST_CHUNK = doubleKey("gen_ai.response.time_to_first_chunk");

    public static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
    public static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
    public static final AttributeKey<Long> CACHE_READ_TOKENS = longKey("gen_ai.usage.cache_read.input_tokens");
    public static final AttributeKey<Long> CACHE_CREATION_TOKENS = longKey("gen_ai.usage.cache_creation.input_tokens");
    public static final AttributeKey<Long> REASONING_TOKENS = longKey("gen_ai.usage.reasoning.output_tokens");
    public static final AttributeKey<String> AGENT_NAME = stringKey("gen_ai.agent.name");
    public static final AttributeKey<String> WORKFLOW_NAME = stringKey("gen_ai.workflow.name");
    public static final AttributeKey<String> TOOL_NAME = stringKey("gen_ai.tool.name");
    public static final AttributeKey<String> TOOL_TYPE = stringKey("gen_ai.tool.type");

    /** Content, as JSON: only where it is wanted on the span that everybody sees. */
    static final AttributeKey<String> INPUT_MESSAGES = stringKey("gen_ai.input.messages");

    /** As {@link #INPUT_MESSAGES}. */
    static final AttributeKey<String> OUTPUT_MESSAGES = stringKey("gen_ai.output.messages");

    /** A class name, never a message: the values must be few. */
    public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

    /** The {@link #TOOL_TYPE} of a method of the application. */
    static final String FUNCTION = "function";

    private GenAiAttributes() {}
}
