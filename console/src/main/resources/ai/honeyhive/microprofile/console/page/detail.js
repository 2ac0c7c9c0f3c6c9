// SPDX-License-Identifier: Apache-2.0
import { h, icon, typeMark } from "./dom.js";
import { duration, exact, moment, scoreText } from "./format.js";
import { fields, fieldsPart, longText, part, value, warningList } from "./values.js";

/** Everything about one event. */
export function detail(answer, closeLink) {
  const event = answer.event;
  const history = Array.isArray(event.inputs.chat_history) ? event.inputs.chat_history : [];
  const talks = history.length > 0 || event.outputs.content !== undefined || event.outputs.tool_calls !== undefined;
  return h("article", { class: "detail" },
    h("div", { class: "detail-head" },
      h("div", { class: "detail-title" }, typeMark(event.event_type), h("h2", {}, event.event_name || "unnamed"),
        h("a", { class: "close", href: closeLink, "aria-label": "Close event", "data-key": "close" }, icon("close"))),
      h("p", { class: "detail-sub" }, h("span", { class: "chip type-chip type-" + event.event_type }, event.event_type), status(answer), h("span", { class: "muted" }, event.source))),
    facts(answer),
    failure(answer),
    answer.warnings.length > 0 && part("Warnings", warningList(answer.warnings)),
    scores(event.metrics),
    kept(event.metadata.sampling),
    talks && part("Conversation", h("div", { class: "chat" }, history.map((message) => bubble(message, false)), reply(event.outputs))),
    fieldsPart("Inputs", without(event.inputs, talks ? ["chat_history"] : [])),
    fieldsPart("Outputs", typeof event.outputs === "object" && talks ? without(event.outputs, ["role", "content", "tool_calls"]) : event.outputs),
    fieldsPart("Feedback", event.feedback),
    fieldsPart("User properties", event.user_properties),
    fieldsPart("Configuration", event.config),
    fieldsPart("Metadata", without(event.metadata, ["sampling", ...inherited(answer.span)])),
    answer.span && raw(answer.span),
    answer.span && request(answer.span.request));
}

function without(object, keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Metadata that only repeats the resource; it is shown with the raw span. */
function inherited(span) {
  return span ? Object.keys(span.resource.attributes).filter((key) => !(key in span.attributes)) : [];
}

function status(answer) {
  return answer.failed
    ? h("span", { class: "chip chip-error" }, "failed")
    : answer.origin && answer.origin.status === "OK" ? h("span", { class: "chip chip-good" }, "ok") : null;
}

function facts(answer) {
  const { event, origin } = answer;
  const fact = (name, content) => (content === null || content === undefined || content === "" ? null : h("div", { class: "stat" }, h("dt", {}, name), h("dd", {}, content)));
  const meta = event.metadata;
  const input = meta.prompt_tokens ?? meta.input_tokens;
  const output = meta.completion_tokens ?? meta.output_tokens;
  return h("dl", { class: "stats" },
    fact("Duration", duration(event.duration)),
    fact("Started", moment(event.start_time)),
    fact("Model", event.config.model),
    fact("Provider", event.config.provider),
    input !== undefined || output !== undefined ? fact("Tokens", exact(input ?? 0) + " in · " + exact(output ?? 0) + " out") : null,
    fact("Finish reason", event.outputs.finish_reason ?? meta.finish_reason),
    fact("Service", origin && origin.service),
    fact("Made by", origin && origin.scope));
}

function failure(answer) {
  const text = answer.event.error || (answer.origin && answer.origin.status === "ERROR" ? answer.origin.status_message || "The span’s status is ERROR." : "");
  if (!text) {
    return null;
  }
  const exception = answer.span && answer.span.events.find((event) => event.name === "exception");
  const trace = exception && exception.attributes["exception.stacktrace"];
  return h("div", { class: "failure" }, icon("error", "Error"),
    h("div", {},
      answer.event.metadata.honeyhive_error_type && h("p", { class: "failure-type" }, String(answer.event.metadata.honeyhive_error_type)),
      longText(text, "text"),
      trace && h("details", {}, h("summary", {}, "Stack trace"), h("pre", { class: "value-json" }, String(trace)))));
}

function scores(metrics) {
  const beside = (name) => ["_explanation", "_passed", "_status", "_label"].some((end) => name.endsWith(end) && name.slice(0, -end.length) in metrics);
  const names = Object.keys(metrics).filter((name) => !beside(name));
  return names.length === 0 ? null : part("Scores", h("ul", { class: "scores" },
    names.map((name) => score(name, metrics[name], metrics[name + "_explanation"], metrics[name + "_passed"]))));
}

const REASONS = {
  class: "by the share of its class",
  error: "because something in it failed",
  slow: "because something in it was slow",
  score: "because an evaluation score was low",
  feedback: "because a person gave feedback",
  parent: "because a service before this one decided so",
};

/** Why sampling kept the trace. */
function kept(sampling) {
  if (typeof sampling !== "object" || sampling === null) {
    return null;
  }
  const share = typeof sampling.rate === "number" ? Math.round(sampling.rate * 1000) / 10 + " %" : null;
  return part("Why it was kept", h("p", { class: "kept" },
    "The trace was kept ", REASONS[sampling.reason] || String(sampling.reason),
    sampling.class !== undefined && [". Class ", h("strong", {}, String(sampling.class)), share && ", of which " + share + " are kept"],
    sampling.adjusted_count !== undefined && ". It stands for " + (typeof sampling.adjusted_count === "number" ? scoreText(sampling.adjusted_count) : String(sampling.adjusted_count)) + (sampling.adjusted_count === 1 ? " trace" : " traces"), "."));
}

function score(name, result, explanation, passed) {
  const gauge = h("span", { class: "gauge", "aria-hidden": "true" });
  const unit = typeof result === "number" && result >= 0 && result <= 1;
  if (unit) {
    const fill = h("span", {});
    fill.style.width = result * 100 + "%";
    gauge.append(fill);
  }
  return h("li", { class: "score" },
    h("div", { class: "score-line" }, h("span", { class: "score-name" }, name),
      typeof passed === "boolean" && h("span", { class: "chip " + (passed ? "chip-good" : "chip-error") }, passed ? "passed" : "failed"), unit && gauge,
      h("span", { class: "score-value num" }, typeof result === "object" ? value(result) : typeof result === "number" ? scoreText(result) : String(result))),
    explanation !== undefined && h("p", { class: "score-why" }, String(explanation)));
}

const ROLES = ["system", "user", "assistant", "tool"];

/** One message of a conversation. */
export function bubble(message, answer) {
  const role = typeof message.role === "string" ? message.role : "message";
  const rest = without(message, ["role", "content", "tool_calls", "tool_call_id", "finish_reason", "name"]);
  return h("div", { class: "bubble role-" + (ROLES.includes(role) ? role : "other") },
    h("p", { class: "bubble-role" }, role, message.name && " · " + message.name, message.tool_call_id && h("code", {}, String(message.tool_call_id)), answer && h("span", { class: "chip" }, "answer")),
    message.content !== null && message.content !== undefined && value(message.content),
    Array.isArray(message.tool_calls) && message.tool_calls.map(toolCall),
    Object.keys(rest).length > 0 && value(rest));
}

function reply(outputs) {
  if (outputs.content === undefined && outputs.tool_calls === undefined) {
    return null;
  }
  return bubble({ role: outputs.role || "assistant", content: outputs.content, tool_calls: outputs.tool_calls }, true);
}

function toolCall(call) {
  const name = call && typeof call === "object" ? call.name || (call.function && call.function.name) : call;
  let given = call && call.arguments;
  try {
    given = JSON.parse(given);
  } catch {
    // Arguments that are no JSON are shown as the model wrote them.
  }
  return h("div", { class: "call" }, h("p", { class: "call-name" }, icon("tool"), "calls ", h("strong", {}, String(name)), call && call.id && h("code", {}, String(call.id))), given !== undefined && given !== null && value(given));
}

function raw(span) {
  const ids = { trace_id: span.trace_id, span_id: span.span_id, parent_span_id: span.parent_span_id, kind: span.kind, start_time_unix_nano: span.start_time_unix_nano, end_time_unix_nano: span.end_time_unix_nano, status: span.status.code, flags: span.flags };
  return h("details", { class: "raw", "data-key": "raw" },
    h("summary", {}, "Span as received ", h("span", { class: "muted" }, Object.keys(span.attributes).length + " attributes")),
    part("Identity", fields(ids)),
    part("Attributes", fields(span.attributes, span.attribute_types)),
    span.events.length > 0 && part("Span events", span.events.map((event) => h("div", { class: "sub" }, h("p", { class: "sub-title" }, event.name), fields(event.attributes, event.attribute_types)))),
    span.links.length > 0 && part("Links", value(span.links)),
    part("Resource", fields(span.resource.attributes, span.resource.attribute_types)),
    part("Scope", fields({ name: span.scope.name, version: span.scope.version, ...span.scope.attributes })));
}

function request(received) {
  return h("details", { class: "raw", "data-key": "request" },
    h("summary", {}, "Request that brought it ", h("span", { class: "muted" }, received.content_type)),
    fields({ received: moment(received.received_at), key_fingerprint: received.key_fingerprint, key_masked: received.key_masked, wire_bytes: received.wire_bytes, spans: received.items, headers: received.headers }));
}
