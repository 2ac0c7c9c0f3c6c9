// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { badge, h } from "./dom.js";
import { ago, duration, exact, moment, number } from "./format.js";

const filter = { text: "", errors: false, warnings: false };
let older = [];

/** The list of sessions, the one that changed last first. */
export async function sessionsView() {
  const answer = await api.sessions();
  const known = new Set(answer.sessions.map((session) => session.key));
  older = older.filter((session) => !known.has(session.key));
  const all = [...answer.sessions, ...older];
  if (all.length === 0) {
    return empty();
  }
  const table = h("div", { class: "panel" });
  const count = h("span", { class: "muted", role: "status" });
  const fill = () => {
    const shown = all.filter(matches);
    count.textContent = shown.length === all.length ? all.length + (all.length === 1 ? " session" : " sessions") : shown.length + " of " + all.length + " sessions";
    table.replaceChildren(shown.length ? list(shown) : h("p", { class: "notice" }, "No session matches the filter."));
  };
  fill();
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Sessions"), count, filters(fill)),
    table,
    answer.sessions.length === 100 && more(all));
}

function more(all) {
  return h("button", {
    class: "button wide", type: "button", "data-key": "more",
    onclick: async () => {
      const answer = await api.sessions(all[all.length - 1].updated_at);
      older = [...older, ...answer.sessions];
      window.dispatchEvent(new Event("hashchange"));
    },
  }, "Load older sessions");
}

function filters(changed) {
  const search = h("input", {
    type: "search", class: "search", placeholder: "Filter by name, text, service or id", "aria-label": "Filter sessions", "data-key": "search",
    oninput: (event) => { filter.text = event.target.value; changed(); },
  });
  search.value = filter.text;
  return h("div", { class: "filters" }, search, toggle("errors", "With errors", changed), toggle("warnings", "With warnings", changed));
}

function toggle(name, label, changed) {
  const button = h("button", {
    class: "toggle", type: "button", "aria-pressed": filter[name], "data-key": name,
    onclick: () => { filter[name] = !filter[name]; button.setAttribute("aria-pressed", filter[name]); changed(); },
  }, label);
  button.setAttribute("aria-pressed", filter[name]);
  return button;
}

function matches(session) {
  const text = [session.name, session.preview, session.key, ...session.services, ...session.trace_ids].join("\n").toLowerCase();
  return text.includes(filter.text.trim().toLowerCase()) && (!filter.errors || session.errors > 0) && (!filter.warnings || session.warnings > 0);
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
      session.tokens.total ? [number(session.tokens.total), h("span", { class: "unit" }, " tokens")] : h("span", { class: "faint" }, "–")),
    h("td", { class: "col-duration num" }, duration(session.duration)),
    h("td", { class: "col-issues" }, badge("error", session.errors, "error"), badge("warning", session.warnings, "warning"),
      !session.errors && !session.warnings && h("span", { class: "faint", "aria-label": "none" }, "–")),
    h("td", { class: "col-last-change num", title: moment(session.updated_at) }, ago(session.updated_at)));
}

function empty() {
  const line = (name, value) => h("div", {}, h("span", { class: "code-name" }, name), "=", value);
  return h("section", { class: "page empty" },
    h("h1", {}, "Waiting for the first trace"),
    h("p", {}, "Point an application at this console. Any key will do; it is never stored."),
    h("pre", { class: "code" }, line("HH_API_URL", location.origin), line("HH_API_KEY", "any-key")),
    h("p", { class: "muted" }, "Traces go to ", h("code", {}, "POST " + location.origin + "/opentelemetry/v1/traces"), " as OTLP in protobuf or JSON. This page shows them as they come."));
}
