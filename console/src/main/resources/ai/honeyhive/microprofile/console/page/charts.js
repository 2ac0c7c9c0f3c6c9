// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { bars, h, lines } from "./dom.js";
import { dollars, duration, exact, number, shortMoment } from "./format.js";

const TYPES = { model: "Model calls", tool: "Tools and searches", chain: "Chains and requests" };
const TIMES = { 3600: "Last hour", 86400: "Last day", 604800: "Last week" };

/** Latency, tokens, cost and errors over time, of one type of event. */
export async function chartsView(filter) {
  const type = TYPES[filter.type] ? filter.type : "model";
  const from = filter.within ? Math.round(Date.now() - Number(filter.within) * 1000) : null;
  const [answer, facets] = await Promise.all([api.charts({ type, project: filter.project, source: filter.source, from }), api.facets()]);
  const same = Object.fromEntries(["project", "source", "within"].filter((name) => filter[name]).map((name) => [name, filter[name]]));
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Charts"),
      h("span", { class: "muted" }, exact(answer.total.calls) + (answer.total.calls === 1 ? " event" : " events")),
      h("div", { class: "filters" },
        select({ ...filter, type }, "type", null, Object.keys(TYPES), (name) => TYPES[name]),
        select(filter, "project", "Any project", facets.project), select(filter, "source", "Any source", facets.source),
        select(filter, "within", "Any time", Object.keys(TIMES), (seconds) => TIMES[seconds] || seconds + " s"))),
    answer.total.calls
      ? h("div", { class: "cards" }, latency(answer), tokens(answer), cost(answer, same), errors(answer, same))
      : h("div", { class: "panel" }, h("p", { class: "notice" }, "No such event in this time. ", h("a", { href: "#/charts" }, "Show all"))));
}

function select(filter, name, any, values, label = (value) => value) {
  const given = filter[name] || "";
  if (values.length === 0 && !given) {
    return null;
  }
  const field = h("select", { class: "select" + (given && any ? " set" : ""), "aria-label": any ? any.replace("Any ", "Filter by ") : "Kind of event", "data-key": name,
    onchange: (event) => {
      const set = Object.entries({ ...filter, [name]: event.target.value }).filter(([, value]) => value);
      location.hash = "#/charts" + (set.length ? "?" + new URLSearchParams(set) : "");
    } },
    any && h("option", { value: "" }, any), (values.includes(given) || !given ? values : [given, ...values]).map((value) => h("option", { value }, label(value))));
  field.value = given;
  return field;
}

function card(title, facts, caption, chart, answer, more) {
  return h("article", { class: "panel card", "aria-label": title },
    h("h2", {}, title),
    h("dl", { class: "stats" }, facts.map(([name, content]) => h("div", { class: "stat" }, h("dt", {}, name), h("dd", { class: "num" }, content)))),
    h("figure", {}, h("figcaption", {}, caption), chart,
      h("p", { class: "axis" }, h("span", {}, shortMoment(answer.from)), answer.to > answer.from && h("span", {}, shortMoment(answer.to)))),
    more);
}

function latency(answer) {
  const measured = answer.steps.filter((step) => step.calls > 0);
  const most = Math.max(...measured.map((step) => step.p95));
  const series = (name) => measured.map((step) => [step.time, step[name]]);
  return card("Latency", [["Median", duration(answer.total.p50)], ["95 %", duration(answer.total.p95)]],
    "Median, and above it the 95th percentile; up to " + duration(most),
    lines([{ points: series("p95"), kind: "high" }, { points: series("p50"), kind: "" }], [0, most],
      "Latency over time: median " + duration(measured[0].p50) + " at first, " + duration(measured[measured.length - 1].p50) + " at last"), answer);
}

/** A bar for each step. */
function over(answer, title, read, text) {
  const texts = answer.steps.map((step) => shortMoment(step.time) + ": " + text(read(step)));
  return bars(answer.steps.map(read), texts, title + " over time. " + texts.filter((ignored, i) => read(answer.steps[i]) > 0).join("; "));
}

function tokens(answer) {
  const read = (step) => step.prompt_tokens + step.completion_tokens;
  return card("Tokens", [["In", number(answer.total.prompt_tokens)], ["Out", number(answer.total.completion_tokens)]],
    "In and out", over(answer, "Tokens", read, exact), answer);
}

function cost(answer, same) {
  const most = Math.max(...answer.steps.map((step) => step.cost));
  const told = answer.total.cost > 0;
  return card("Cost", [["Sum", told ? dollars(answer.total.cost) : "–"], ["A call", told ? dollars(answer.total.cost / answer.total.calls) : "–"]],
    told ? "US dollars, up to " + dollars(most) : "Nobody tells it: see honeyhive.cost.prices",
    over(answer, "Cost", (step) => step.cost, dollars), answer,
    told && h("p", {}, h("a", { href: "#/?" + new URLSearchParams({ ...same, cost: String(Number((answer.total.cost / answer.total.calls).toPrecision(2))) }) }, "Sessions that cost as much as a call on average, or more")));
}

function errors(answer, same) {
  const share = answer.total.errors / answer.total.calls;
  return card("Errors", [["Failed", exact(answer.total.errors)], ["Share", (share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0) + " %"], ["All", exact(answer.total.calls)]],
    "Failed events", over(answer, "Errors", (step) => step.errors, exact), answer,
    answer.total.errors > 0 && h("p", {}, h("a", { href: "#/?" + new URLSearchParams({ ...same, errors: "true" }) }, "Sessions with errors")));
}
