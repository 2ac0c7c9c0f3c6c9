// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { h, icon } from "./dom.js";
import { ago, exact, moment, scoreText } from "./format.js";

const NO_SCORES = "No event of it has a score yet.";
const runLink = (id) => "#/experiments/" + encodeURIComponent(id);

/** All runs of experiments, the newest first. */
export async function runsView() {
  const answer = await api.runs();
  const heads = ["Run", "Status", "Dataset", "Cases", "When"];
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Experiments"), h("span", { class: "muted" }, exact(answer.pagination.total) + (answer.pagination.total === 1 ? " run" : " runs"))),
    panel("All runs", answer.evaluations.length === 0
      ? h("p", { class: "notice" }, "No run yet. Give an experiment this console’s address with honeyHive(HoneyHiveRuns.at(…)), and it stands here.")
      : h("table", { class: "plain stacked" },
        h("thead", {}, h("tr", {}, heads.map((name, i) => h("th", { scope: "col", class: i > 2 ? "num" : null }, name)))),
        h("tbody", {}, answer.evaluations.map((run) => h("tr", {},
          h("td", { class: "wide" }, h("a", { href: runLink(run.run_id), "data-key": run.run_id }, run.name), h("span", { class: "preview" }, run.run_id)),
          h("td", {}, status(run.status)),
          h("td", {}, h("code", {}, dataset(run))),
          h("td", { class: "num" }, exact((run.datapoint_ids || []).length), h("span", { class: "unit" }, " cases")),
          h("td", { class: "num", title: moment(run.created_at) }, ago(run.created_at))))))));
}

/** A table that may be wider than the page: a keyboard can scroll it too. */
function panel(label, content) {
  return h("div", { class: "panel scroll", role: "region", "aria-label": label, tabindex: "0" }, content);
}

function status(text) {
  return h("span", { class: "chip" + (text === "completed" ? " chip-good" : text === "failed" ? " chip-error" : "") }, text);
}

function dataset(run) {
  return run.dataset_id || (run.metadata && run.metadata.offline_dataset_id) || "–";
}

/** One run: each metric, then each case, the failed ones first. */
export async function runView(id) {
  const [summary, all] = await Promise.all([api.runSummary(id), api.runs()]);
  const run = summary.run_object;
  const others = all.evaluations.filter((other) => other.run_id !== run.run_id && dataset(other) === dataset(run));
  const names = [...new Set(summary.metrics.details.map((detail) => detail.metric_name))];
  const cases = [...summary.datapoints].sort((a, b) => a.passed - b.passed);
  return h("section", { class: "page", "aria-labelledby": "title" },
    head(run.name, run.run_id, "#/experiments", "Experiments"),
    h("dl", { class: "stats" }, stat("Status", status(run.status)), stat("Started", moment(run.created_at)), stat("Dataset", dataset(run)),
      stat("Cases", exact(cases.length)), stat("Passed", exact(summary.passed.length)),
      stat("Failed", summary.failed.length ? h("span", { class: "bad" }, exact(summary.failed.length)) : "none")),
    others.length > 0 && compareWith(run, others),
    h("h2", { class: "sub" }, "Metrics"),
    panel("Metrics of the run", summary.metrics.details.length === 0 ? h("p", { class: "notice" }, NO_SCORES) : h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, ["Metric", "Mean", "Lowest", "Highest", "Cases"].map((name, i) => h("th", { scope: "col", class: i ? "num" : null }, name)))),
      h("tbody", {}, summary.metrics.details.map((detail) => h("tr", {},
        h("th", { scope: "row" }, detail.metric_name), numberCell(detail.aggregate), numberCell(Math.min(...detail.values)), numberCell(Math.max(...detail.values)), h("td", { class: "num" }, exact(detail.values.length))))))),
    h("h2", { class: "sub" }, "Cases"),
    panel("Cases of the run", cases.length === 0 ? h("p", { class: "notice" }, "No event names this run yet.") : h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Case"), h("th", { scope: "col" }, "Verdict"), names.map((name) => h("th", { scope: "col", class: "num" }, name)))),
      h("tbody", {}, cases.map((one) => h("tr", { class: one.passed ? null : "failed" },
        h("td", {}, h("a", { href: "#/sessions/" + encodeURIComponent(one.session_id) }, one.datapoint_id || one.session_id)),
        h("td", {}, h("span", { class: "chip " + (one.passed ? "chip-good" : "chip-error") }, one.passed ? "passed" : "failed")),
        names.map((name) => numberCell((one.metrics.find((metric) => metric.name === name) || {}).value))))))));
}

function compareWith(run, others) {
  const select = h("select", { class: "select", "aria-label": "Compare with", "data-key": "compare",
    onchange: (event) => { if (event.target.value) { location.hash = runLink(run.run_id) + "/compare/" + encodeURIComponent(event.target.value); } } },
    h("option", { value: "" }, "Compare with …"),
    others.map((other) => h("option", { value: other.run_id }, other.name + " · " + moment(other.created_at))));
  return h("p", { class: "compare" }, select);
}

function head(title, id, back, backText) {
  return h("div", { class: "session-head" },
    h("a", { class: "back", href: back, "data-key": "back" }, icon("back"), backText),
    h("h1", { id: "title" }, title), h("p", { class: "id" }, id));
}

function stat(name, content) {
  return h("div", { class: "stat" }, h("dt", {}, name), h("dd", {}, content));
}

function numberCell(value) {
  return h("td", { class: "num" }, typeof value === "number" ? scoreText(value) : value === undefined || value === null ? h("span", { class: "faint" }, "–") : String(value));
}

/** Two runs of one dataset, case by case. */
export async function comparisonView(id, oldId) {
  const comparison = await api.runComparison(id, oldId);
  const heads = ["Metric", "Before", "Now", "Change", "Better", "Worse", "Same"];
  const change = (metric) => {
    const better = metric.difference > 0;
    const text = metric.difference === undefined || metric.difference === null ? "–" : (better ? "+" : "") + scoreText(metric.difference);
    return h("td", { class: "num" }, h("span", { class: metric.difference ? (better ? "good" : "bad") : "faint" }, text));
  };
  const run = (name, which) => stat(name, h("a", { href: runLink(which.run_id) }, which.name + " · " + moment(which.created_at)));
  return h("section", { class: "page", "aria-labelledby": "title" },
    head("Comparison: " + comparison.new_run.name, id + " with " + oldId, runLink(id), "The run"),
    h("dl", { class: "stats" }, run("Now", comparison.new_run), run("Before", comparison.old_run), stat("Cases in both", exact(comparison.commonDatapoints.length))),
    h("h2", { class: "sub" }, "Metrics"),
    panel("Compared metrics", comparison.metrics.length === 0 ? h("p", { class: "notice" }, NO_SCORES) : h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, heads.map((name, i) => h("th", { scope: "col", class: i ? "num" : null }, name)))),
      h("tbody", {}, comparison.metrics.map((metric) => h("tr", {},
        h("th", { scope: "row" }, metric.metric_name), numberCell(metric.old_aggregate), numberCell(metric.new_aggregate), change(metric),
        h("td", { class: "num" }, exact(metric.improved_count)), h("td", { class: "num" }, exact(metric.degraded_count)), h("td", { class: "num" }, exact(metric.same_count))))))));
}
