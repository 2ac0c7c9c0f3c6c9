// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { badge, h } from "./dom.js";
import { ago, dollars, duration, exact, moment, number } from "./format.js";

const TIMES = { "": "Any time", 3600: "Last hour", 86400: "Last day", 604800: "Last week" };
const NAMES = ["text", "project", "source", "user", "errors", "warnings", "score", "below", "cost", "within", "run"];
let older = [];
let olderOf = "";
let typing = 0;

/** The list of sessions, the one that changed last first; the filter stands in the address. */
export async function sessionsView(filter) {
  const asked = { ...filter, within: null, from: filter.within ? Math.round(Date.now() - Number(filter.within) * 1000) : null };
  const [answer, facets] = await Promise.all([api.sessions(asked), api.facets()]);
  if (olderOf !== address(filter)) {
    older = [];
    olderOf = address(filter);
  }
  const known = new Set(answer.sessions.map((session) => session.key));
  older = older.filter((session) => !known.has(session.key));
  const all = [...answer.sessions, ...older];
  const filtered = NAMES.some((name) => filter[name]);
  if (all.length === 0 && !filtered) {
    return empty();
  }
  const mayHaveMore = answer.sessions.length === 100;
  const count = h("span", { class: "muted", role: "status" },
    all.length + (mayHaveMore ? "+" : "") + (all.length === 1 ? " session" : " sessions") + (filtered ? " found" : ""));
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Sessions"), count, filters(filter, facets, filtered)),
    h("div", { class: "panel" }, all.length ? list(all) : h("p", { class: "notice" }, "No session matches the filter. ", h("a", { href: "#/" }, "Show all"))),
    mayHaveMore && more(all, asked));
}

function address(filter) {
  const set = NAMES.filter((name) => filter[name]).map((name) => [name, filter[name]]);
  return "#/" + (set.length ? "?" + new URLSearchParams(set) : "");
}

/** Changes the address, which draws again; typing leaves one entry in the history, not one a letter. */
function go(filter, replace) {
  if (replace) {
    history.replaceState(null, "", address(filter));
    dispatchEvent(new Event("hashchange"));
  } else {
    location.hash = address(filter);
  }
}

function more(all, asked) {
  return h("button", {
    class: "button wide", type: "button", "data-key": "more",
    onclick: async () => {
      const answer = await api.sessions(asked, all[all.length - 1].updated_at);
      older = [...older, ...answer.sessions];
      window.dispatchEvent(new Event("hashchange"));
    },
  }, "Load older sessions");
}

function filters(filter, facets, filtered) {
  const search = h("input", {
    type: "search", class: "search", placeholder: "Name, text, service or id", "aria-label": "Search sessions", "data-key": "search",
    oninput: (event) => {
      clearTimeout(typing);
      const text = event.target.value.trim();
      typing = setTimeout(() => go({ ...filter, text }, true), 250);
    },
  });
  search.value = filter.text || "";
  return h("div", { class: "filters" }, search,
    choice(filter, "project", "Any project", facets.project),
    choice(filter, "source", "Any source", facets.source),
    choice(filter, "user", "Any user", facets.user),
    choice(filter, "score", "Any score", facets.score),
    filter.score && below(filter),
    atLeast(filter),
    choice(filter, "within", "Any time", Object.keys(TIMES).filter(Boolean), (seconds) => TIMES[seconds] || seconds + " s"),
    toggle(filter, "errors", "With errors"), toggle(filter, "warnings", "With warnings"),
    filtered && h("a", { class: "reset", href: "#/", "data-key": "reset" }, "Reset"));
}

function choice(filter, name, any, values, label = (value) => value) {
  const given = filter[name] || "";
  if (values.length === 0 && !given) {
    return null;
  }
  const all = values.includes(given) || !given ? values : [given, ...values];
  const select = h("select", { class: "select" + (given ? " set" : ""), "aria-label": any.replace("Any ", "Filter by "), "data-key": name,
    onchange: (event) => go({ ...filter, [name]: event.target.value, below: name === "score" ? "0.5" : filter.below }) },
    h("option", { value: "" }, any), all.map((value) => h("option", { value }, label(value))));
  select.value = given;
  return select;
}

function below(filter) {
  const field = h("input", { type: "number", step: "0.05", class: "select below set", "aria-label": "Score below", "data-key": "below", title: "Score below",
    onchange: (event) => go({ ...filter, below: event.target.value }) });
  field.value = filter.below || "";
  return h("label", { class: "below-label" }, "below ", field);
}

function atLeast(filter) {
  const field = h("input", { type: "number", min: "0", step: "any", placeholder: "any", class: "select below" + (filter.cost ? " set" : ""), "aria-label": "Cost from, in dollars", "data-key": "cost", title: "What the session’s events have cost together",
    onchange: (event) => go({ ...filter, cost: event.target.value }) });
  field.value = filter.cost || "";
  return h("label", { class: "below-label" }, "$ from ", field);
}

function toggle(filter, name, label) {
  const on = filter[name] === "true";
  return h("button", {
    class: "toggle", type: "button", "aria-pressed": String(on), "data-key": name,
    onclick: () => go({ ...filter, [name]: on ? "" : "true" }),
  }, label);
}

function list(sessions) {
  const heads = ["Session", "Service", "Events", "Tokens", "Duration", "Issues", "Last change"];
  return h("table", { class: "sessions" },
    h("thead", {}, h("tr", {}, heads.map((name) => h("th", { scope: "col", class: "col-" + name.toLowerCase().replace(" ", "-") }, name)))),
    h("tbody", {}, sessions.map(row)));
}

function row(session) {
  const href = "#/sessions/" + encodeURIComponent(session.key);
  return h("tr", {
    class: session.errors ? "failed" : null,
    onclick: (event) => { if (!event.target.closest("a") && !String(getSelection())) { location.hash = href; } },
  },
    h("td", { class: "col-session" },
      h("a", { class: "session-link", href, "data-key": session.key }, session.name || "unnamed"),
      session.orphan && h("span", { class: "chip chip-error" }, session.session_id ? "orphan" : "no session"),
      h("span", { class: "preview" }, session.preview || session.key)),
    h("td", { class: "col-service" }, session.services.map((name) => h("span", { class: "chip" }, name))),
    h("td", { class: "col-events num" }, number(session.num_events), h("span", { class: "unit" }, session.num_events === 1 ? " event" : " events")),
    h("td", { class: "col-tokens num", title: session.tokens.total ? exact(session.tokens.prompt) + " in, " + exact(session.tokens.completion) + " out" : null },
      session.tokens.total ? [number(session.tokens.total), h("span", { class: "unit" }, " tokens")] : h("span", { class: "faint" }, "–"),
      session.cost > 0 && h("span", { class: "preview" }, dollars(session.cost))),
    h("td", { class: "col-duration num" }, duration(session.duration)),
    h("td", { class: "col-issues" }, badge("error", session.errors, "error"), badge("warning", session.warnings, "warning"),
      !session.errors && !session.warnings && h("span", { class: "faint" }, "–", h("span", { class: "visually-hidden" }, "none"))),
    h("td", { class: "col-last-change num", title: moment(session.updated_at) }, ago(session.updated_at)));
}

function empty() {
  const line = (name, value) => h("div", {}, h("span", { class: "code-name" }, name), "=", value);
  return h("section", { class: "page empty" },
    h("h1", {}, "Waiting for the first trace"),
    h("p", {}, "Point an application at this console. Any key will do; it is never stored."),
    h("pre", { class: "code", tabindex: "0" }, line("HH_API_URL", location.origin), line("HH_API_KEY", "any-key")),
    h("p", { class: "muted" }, "Traces go to ", h("code", {}, "POST " + location.origin + "/opentelemetry/v1/traces"), " as OTLP in protobuf or JSON. This page shows them as they come."));
}
