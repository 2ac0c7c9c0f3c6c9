// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { h, icon, lines } from "./dom.js";
import { ago, bytes, exact, moment, shortMoment } from "./format.js";

const STATES = { delivering: "chip-good", failing: "chip-error" };

/** What became of lost spans, and what to do: as docs/troubleshooting.md has it. */
const LOSSES = {
  queue_full: ["the queue was full", "look for the failure warning; raise honeyhive.export.queue-bytes"],
  unauthorized: ["the key was refused (401 or 403)", "the key is wrong, revoked, or of another deployment"],
  not_found: ["nothing answers at this address (404)", "wrong honeyhive.url, or a bad key"],
  rejected: ["the server refused the content (400)", "a bug: please report it with the warning"],
  partly_rejected: ["the server left them out of a request it took", "a bug: please report it with the warning"],
  redirected: ["the server redirected, which is never followed", "set honeyhive.url to the final address"],
  too_large: ["one span alone exceeds what the server takes", "lower honeyhive.capture.max-attribute-bytes"],
  timeout_after_send: ["sent whole, no answer; perhaps stored", "raise honeyhive.export.timeout"],
  shutdown: ["still queued when the application stopped", "raise honeyhive.export.shutdown-timeout"],
  encoding: ["one span could not be encoded", "a bug: please report it with the warning"],
};

/** The same of what never reached a queue. */
const BEFORE = {
  "table-full": ["too many spans were open at once: one lost its place in the tree", "look for traces that never end"],
  "given-up": ["a span did not end within an hour, or too many traces were open", "look for spans that nobody ends"],
  messages: ["a span had too many messages already", "nothing, if such conversations are meant to be so long"],
  "after-close": ["they came after the application was shut down", "nothing, unless it happens while it runs"],
  fault: ["something failed in the library", "a bug: please report it with the warning"],
};

const REASONS = {
  class: "the share of its class",
  error: "something in it failed",
  slow: "something in it was slow",
  score: "an evaluation score was low",
  feedback: "a person gave feedback",
  parent: "a service before this one decided so",
};

const sum = (counts) => Object.values(counts || {}).reduce((all, count) => all + count, 0);
const title = (report) => report.tracer || "default";
const link = (report) => "#/tracers/" + encodeURIComponent(report.key);

/** All tracers that were heard of within a day. */
export async function tracersView() {
  const { tracers } = await api.tracers();
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Tracers"),
      h("span", { class: "muted" }, exact(tracers.length) + (tracers.length === 1 ? " tracer" : " tracers") + " heard of within a day")),
    panel("All tracers", tracers.length === 0
      ? h("p", { class: "notice" }, "No tracer has told anything yet. One does when it has sent its first spans here.")
      : table(["Tracer", "State", "Queue", "Produced", "Delivered", "Sampled out", "Lost", "Heard of"], [0, 1, 2], tracers.map(row))));
}

function row(report) {
  const lost = sum(report.dropped);
  return h("tr", { class: lost ? "failed" : null },
    h("td", { class: "wide" }, h("a", { href: link(report), "data-key": report.key }, title(report)),
      h("span", { class: "preview" }, [report.service, report.project].filter(Boolean).join(" · "))),
    h("td", {}, state(report)),
    h("td", {}, queue(report)),
    counted(exact(report.produced), "produced"),
    counted(exact(report.delivered), "delivered"),
    counted(exact(report.sampled_out || 0), "sampled out"),
    counted(losses(lost), "lost"),
    h("td", { class: "num", title: moment(report.received_at) }, ago(report.received_at)));
}

/** A number, which has its unit beside it where there is no room for the head of its column. */
function counted(number, unit) {
  return h("td", { class: "num" }, number, h("span", { class: "unit" }, " " + unit));
}

function state(report) {
  return h("span", { class: "chip " + (STATES[report.state] || "") }, report.state);
}

function losses(lost) {
  return lost ? h("span", { class: "bad" }, icon("error"), " ", exact(lost)) : h("span", { class: "faint" }, "none");
}

function queue(report) {
  const share = report.queue_bytes > 0 ? Math.min(report.queued_bytes / report.queue_bytes, 1) : 0;
  const fill = h("span", { class: share > 0.8 ? "full" : null });
  fill.style.width = share * 100 + "%";
  return h("span", { class: "queue" }, h("span", { class: "gauge", "aria-hidden": "true" }, fill),
    h("span", { class: "num" }, Math.ceil(share * 100) + " %"), h("span", { class: "visually-hidden" }, " of its bytes"));
}

/** One tracer: its figures, its losses with their remedies, what sampling has decided. */
export async function tracerView(key) {
  const report = await api.tracer(key);
  const fact = (name, content) => h("div", { class: "stat" }, h("dt", {}, name), h("dd", {}, content));
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "session-head" },
      h("a", { class: "back", href: "#/tracers", "data-key": "back" }, icon("back"), "Tracers"),
      h("div", { class: "session-title" }, h("h1", { id: "title" }, title(report)), state(report)),
      h("p", { class: "id" }, [report.service, report.instance].filter(Boolean).join(" · ")),
      h("dl", { class: "stats" },
        fact("Project", report.project || "that of the key"), report.source && fact("Source", report.source),
        fact("Produced", exact(report.produced)), fact("Delivered", exact(report.delivered)),
        fact("Sampled out", exact(report.sampled_out || 0)), fact("Lost", losses(sum(report.dropped))),
        fact("Waiting", exact(report.queued) + (report.queued === 1 ? " span, " : " spans, ") + bytes(report.queued_bytes) + " of " + bytes(report.queue_bytes)),
        fact("Requests", exact(report.requests || 0)), fact("Retries", exact(report.retries || 0)),
        report.last_failure > 0 && fact("Last failure", (report.last_failure_reason || "unknown") + ", " + ago(report.last_failure)),
        fact("Heard of", ago(report.received_at)))),
    charts(report.history),
    h("h2", { class: "sub" }, "Losses"),
    lossTable(report),
    h("h2", { class: "sub" }, "Sampling"),
    sampling(report),
    h("h2", { class: "sub" }, "Entrance"),
    h("p", { class: "kept" }, entrance(report)));
}

function panel(label, content) {
  return h("div", { class: "panel scroll", role: "region", "aria-label": label, tabindex: "0" }, content);
}

/** @param words the numbers of the columns that hold words, and so begin at the left */
function table(heads, words, rows) {
  return h("table", { class: "plain stacked tracers" },
    h("thead", {}, h("tr", {}, heads.map((name, i) => h("th", { scope: "col", class: words.includes(i) ? null : "num" }, name)))),
    h("tbody", {}, rows));
}

function charts(history) {
  const waiting = history.map((point) => [point[0], point[1]]);
  const lost = history.map((point) => [point[0], point[3]]);
  return h("div", { class: "cards" },
    card("Queue over time", waiting, bytes), card("Lost spans over time", lost, exact));
}

function card(name, points, text) {
  const most = Math.max(...points.map((point) => point[1]));
  const last = points[points.length - 1];
  return h("article", { class: "panel card", "aria-label": name },
    h("figure", {}, h("figcaption", {}, name + ", up to " + text(most)),
      lines([{ points, kind: "" }], [0, Math.max(most, 1)], name + ": " + text(points[0][1]) + " at first, " + text(last[1]) + " at last"),
      h("p", { class: "axis" }, h("span", {}, shortMoment(points[0][0])), points.length > 1 && h("span", {}, shortMoment(last[0])))));
}

function lossTable(report) {
  const all = [...Object.entries(report.dropped).map((loss) => [...loss, LOSSES]), ...Object.entries(report.dropped_before || {}).map((loss) => [...loss, BEFORE])]
    .filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
  const waiting = report.state === "stopped" && report.queued > 0;
  return all.length === 0 && !waiting
    ? h("p", { class: "kept" }, "Nothing was lost.")
    : panel("Losses", table(["Reason", "Spans", "What it means", "What to do"], [0, 2, 3], [
      ...all.map(([reason, count, texts]) => {
        const [meaning, remedy] = Object.hasOwn(texts, reason) ? texts[reason] : ["", ""];
        return loss(reason, count, meaning || "not known to this console", remedy || "–");
      }),
      waiting && loss("waiting at the end", report.queued, ...LOSSES.shutdown),
    ].filter(Boolean)));
}

function loss(reason, count, meaning, remedy) {
  return h("tr", {}, h("th", { scope: "row" }, h("code", {}, reason)), h("td", { class: "num bad" }, exact(count)), h("td", { class: "wide" }, meaning), h("td", { class: "wide" }, remedy));
}

function sampling(report) {
  if (report.strategy === "keep_all") {
    return h("p", { class: "kept" }, "All traces are kept.");
  }
  const rates = report.rates || {};
  const share = (name) => (Object.hasOwn(rates, name) ? Math.round(rates[name] * 1000) / 10 + " %" : "–");
  const decided = [];
  for (const [name, reason, keep, count] of report.decisions || []) {
    let line = decided.find((other) => other.name === name && other.reason === reason);
    if (!line) {
      decided.push(line = { name, reason, kept: 0, out: 0 });
    }
    line[keep ? "kept" : "out"] += count;
  }
  const quiet = Object.keys(rates).filter((name) => !decided.some((line) => line.name === name));
  const line = (name, why, kept, out) => h("tr", {},
    h("th", { scope: "row" }, name), h("td", { class: "num" }, share(name)), h("td", { class: "wide" }, why), counted(kept, "kept"), counted(out, "left out"));
  return panel("Sampling decisions", table(["Class", "Share", "Decided by", "Traces kept", "Traces left out"], [0, 2], [
    ...decided.sort((one, other) => one.name.localeCompare(other.name) || other.kept - one.kept).map(({ name, reason, kept, out }) =>
      line(name, Object.hasOwn(REASONS, reason) ? REASONS[reason] : reason, exact(kept), exact(out))),
    ...quiet.sort().map((name) => line(name, h("span", { class: "faint" }, "no such trace yet"), "0", "0")),
  ]));
}

function entrance(report) {
  const seen = report.sees_spans && "Traced calls come through the server’s OpenTelemetry, with the spans of other libraries.";
  const direct = report.why_directly && "Traced calls come directly, without the spans of other libraries: " + report.why_directly + ".";
  return [seen, direct].filter(Boolean).join(" ") || "No traced call has come yet.";
}
