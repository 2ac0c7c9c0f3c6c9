/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
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
    public static final AttributeKey<String> ERROR = stringKey("honeyhive_error");
    public static final AttributeKey<String> ERROR_TYPE = stringKey("honeyhive_error_type");
    public static final AttributeKey<String> CHAT_HISTORY = stringKey(INPUTS + "chat_history");
    public static final AttributeKey<String> CONTEXT = stringKey(INPUTS + "context");
    public static final AttributeKey<String> RESULT = stringKey(OUTPUTS + "result");
    public static final AttributeKey<String> OUTPUT_ROLE = stringKey(OUTPUTS + "role");
    public static final AttributeKey<String> OUTPUT_CONTENT = stringKey(OUTPUTS + "content");
    public static final AttributeKey<String> OUTPUT_FINISH_REASON = stringKey(OUTPUTS + "finish_reason");
    public static final AttributeKey<String> OUTPUT_TOOL_CALLS = stringKey(OUTPUTS + "tool_calls");
    public static final AttributeKey<String> USER_ID = stringKey(USER_PROPERTIES + "user_id");
    public static final AttributeKey<Boolean> CANCELLED = booleanKey(METADATA + "cancelled");
    public static final AttributeKey<Boolean> ABANDONED = booleanKey(METADATA + "abandoned");

    private HoneyHiveAttributes() {}
}
