/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

/** Every way in which what arrived departs from what HoneyHive expects, and how to repair it. */
public enum WarningCode {
    NO_SESSION_ID(
            Severity.ERROR,
            "Put honeyhive.session_id (a lower-case UUID) and honeyhive.session_auto_create=true on every span."),
    ORPHAN_SESSION(
            Severity.ERROR,
            "Put honeyhive.session_auto_create=true on the spans, or create the session first by POST /v1/sessions."),
    SESSION_ID_NOT_UUID(
            Severity.ERROR,
            "Turn a foreign id into a UUID by UUIDv5 with the URL namespace, the same in every service."),
    SESSION_ID_NOT_LOWER_CASE(Severity.WARNING, "Send the UUID in lower case, as every HoneyHive client does."),
    MALFORMED_TRACE_ID(
            Severity.ERROR, "A trace id is 16 bytes, not all zero; in JSON 32 hexadecimal digits, not base64."),
    MALFORMED_SPAN_ID(Severity.ERROR, "A span id is 8 bytes, not all zero; in JSON 16 hexadecimal digits, not base64."),
    MALFORMED_PARENT_ID(
            Severity.ERROR,
            "A parent span id is 8 bytes, not all zero; in JSON 16 hexadecimal digits. A root has none."),
    PARENT_NEVER_ARRIVED(
            Severity.WARNING,
            "Send the parent span with the same key, or do not filter ancestors of the spans you send. A trace that is"
                    + " still running shows this until its parent ends."),
    REMOTE_PARENT_NEVER_ARRIVED(
            Severity.INFO,
            "The parent lives in another service: trace that service too, with the key of this project."),
    PARENT_IN_OTHER_SESSION(
            Severity.WARNING, "Carry one session id through the whole trace, for instance in W3C baggage."),
    PARENT_CYCLE(Severity.ERROR, "An event must not be its own ancestor: check parent_id and parentSpanId."),
    DUPLICATE_SPAN(
            Severity.WARNING,
            "HoneyHive stores a span that is sent twice two times: never resend a batch that was answered with 2xx, and"
                    + " use one exporter per key."),
    DUPLICATE_EVENT_ID(
            Severity.WARNING,
            "Event ids are unique: send each event once, or change it by PUT. The console kept this copy under an id of"
                    + " its own."),
    SEVERAL_KEYS(
            Severity.INFO,
            "The API key selects the project: with HoneyHive each key would show its part in its project."),
    CORE_FIELD_MISSING(Severity.WARNING, "An event cannot live without its core fields: set it when the span starts."),
    TIME_CONTRADICTION(
            Severity.WARNING, "Set both times in nanoseconds since the epoch, the end not before the start."),
    EVENT_TYPE_CONTRADICTION(
            Severity.ERROR,
            "HoneyHive looks at GenAI and OpenInference attributes before honeyhive_event_type: add a matching"
                    + " gen_ai.operation.name, or take the attribute away."),
    EVENT_TYPE_UNKNOWN(Severity.ERROR, "honeyhive_event_type is one of model, tool, chain, session."),
    EVENT_ID_NOT_UUID_V4(Severity.WARNING, "honeyhive_event_id must be a version 4 UUID, or be absent."),
    CONTENT_ON_INPUT_VALUE(
            Severity.WARNING,
            "On chain and tool events put content in honeyhive_inputs.* and honeyhive_outputs.*; input.value and"
                    + " output.value make HoneyHive take the span for a model call or show a raw string."),
    NO_CHAT_HISTORY(
            Severity.INFO,
            "Without messages the conversation cannot be drawn: send honeyhive_inputs.chat_history as an array of"
                    + " {role, content}, or gen_ai.input.messages. Expected where capture of content is off."),
    CHAT_HISTORY_SHAPE(
            Severity.WARNING,
            "chat_history is an array of objects with role and one of content, value, tool_calls, function_call."),
    ERROR_ONLY_IN_STATUS(
            Severity.WARNING, "Set honeyhive_error beside the span status: HoneyHive reads the error from there."),
    NUMBER_SENT_AS_TEXT(Severity.WARNING, "Send numbers as numbers: a metric that is text is not compared."),
    BUCKET_KEY_CONFLICT(
            Severity.WARNING,
            "A key must not be a value and a prefix of other keys at once; for maps with dotted keys send one JSON"
                    + " string."),
    BUCKET_KEY_TOO_DEEP(Severity.WARNING, "Send deep structures as one JSON string."),
    BUCKET_MISSPELLED(
            Severity.WARNING, "Buckets are written with an underscore: honeyhive_inputs.*, not honeyhive.inputs.*."),
    ATTRIBUTES_DROPPED(
            Severity.WARNING, "The sender's span limits dropped attributes: raise them (HoneyHive's SDKs use 1024)."),
    DUPLICATE_ATTRIBUTE(Severity.WARNING, "Attribute keys are unique in a span: set each once."),
    SCOPE_MISSING(Severity.WARNING, "Name the instrumentation scope: HoneyHive tells instrumentors by it."),
    MIXED_SCOPES(
            Severity.WARNING,
            "Send one scopeSpans entry per instrumentation scope: mixed or split scopes make HoneyHive misread spans."),
    API_KEY_IN_SPAN(Severity.ERROR, "Remove the key from what is captured. The console stored it masked."),
    VALUE_REPLACED(
            Severity.WARNING,
            "HoneyHive replaces an id that is no UUID and a time that is no number without a word: send valid ones."),
    UPDATE_FIELD_IGNORED(
            Severity.WARNING,
            "Updates take metadata, feedback, metrics, outputs, config, user_properties, duration, end_time and"
                    + " children_ids; other fields are ignored without a word.");

    /** How bad it is. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    private final Severity severity;
    private final String remedy;

    WarningCode(Severity severity, String remedy) {
        this.severity = severity;
        this.remedy = remedy;
    }

    public Severity severity() {
        return severity;
    }

    public String remedy() {
        return remedy;
    }
}
