// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { detail } from "./detail.js";
import { badge, h, icon, typeMark } from "./dom.js";
import { dollars, duration, exact, moment, number, scoreText } from "./format.js";
import { warningList } from "./values.js";

const collapsed = new Set();

/** One session: its trace as a waterfall, and beside it the event that the address names. */
export async function sessionView(key, eventId) {
  const session = await api.session(key);
  const rows = flatten(session.events, 1, []);
  const selected = eventId || null;
  const body = h("div", { class: "split" + (selected ? " with-detail" : "") },
    h("div", { class: "panel trace-panel" }, rows.length ? waterfall(session, rows, selected) : h("p", { class: "notice" }, "The session exists and has no events yet.")),
    selected ? h("aside", { class: "panel detail-panel", "aria-label": "Event" }, await eventPanel(key, selected)) : null);
  return h("section", { class: "page session-page", "aria-labelledby": "title" }, head(session, "trace"), notes(session), body);
}

async function eventPanel(key, eventId) {
  const close = "#/sessions/" + encodeURIComponent(key);
  try {
    return detail(await api.event(eventId), close);
  } catch (error) {
    return h("p", { class: "notice" }, error.message + " ", h("a", { href: close }, "Back to the session"));
  }
}

/** What is told of a session above each of its views. */
export function head(session, view) {
  const stat = (name, value, title) => h("div", { class: "stat", title }, h("dt", {}, name), h("dd", {}, value));
  return h("div", { class: "session-head" },
    h("a", { class: "back", href: "#/", "data-key": "back" }, icon("back"), "Sessions"),
    h("div", { class: "session-title" },
      h("h1", { id: "title" }, session.name || "unnamed"),
      session.orphan && h("span", { class: "chip chip-error" }, session.session_id ? "orphan: session not known" : "no session id"),
      session.services.map((name) => h("span", { class: "chip" }, name))),
    h("p", { class: "id" }, session.key),
    h("nav", { class: "tabs", "aria-label": "Views of the session" }, tab(session, view, "trace", ""), tab(session, view, "conversation", "/conversation")),
    h("dl", { class: "stats" },
      stat("Started", moment(session.start_time)),
      stat("Duration", duration(session.duration)),
      stat("Events", exact(session.num_events)),
      stat("Model calls", exact(session.num_model_events)),
      stat("Tokens", session.tokens.total ? exact(session.tokens.total) : "–", exact(session.tokens.prompt) + " in, " + exact(session.tokens.completion) + " out"),
      session.cost > 0 && stat("Cost", dollars(session.cost)),
      stat("Errors", session.errors ? h("span", { class: "bad" }, exact(session.errors)) : "none"),
      stat("Warnings", session.warnings ? h("span", { class: "warn" }, exact(session.warnings)) : "none")));
}

function tab(session, shown, name, path) {
  return h("a", { href: "#/sessions/" + encodeURIComponent(session.key) + path, "aria-current": shown === name ? "page" : null, "data-key": "tab " + name }, name[0].toUpperCase() + name.slice(1));
}

/** Warnings of all events, the same ones said once. */
function notes(session) {
  const found = new Map();
  const add = (warning, event) => {
    const same = found.get(warning.code) || { warning, events: new Map() };
    if (event) {
      same.events.set(event.event_id, event.event_name);
    }
    found.set(warning.code, same);
  };
  session.session_warnings.forEach((warning) => add(warning, null));
  const walk = (events) => events.forEach((event) => { event.warnings.forEach((warning) => add(warning, event)); walk(event.children); });
  walk(session.events);
  if (session.session) {
    session.session.warnings.forEach((warning) => add(warning, null));
  }
  if (found.size === 0 && !session.truncated) {
    return null;
  }
  const links = (events) => [...events].slice(0, 8).map(([id, name]) => h("a", { href: link(session.key, id) }, name || "unnamed"));
  return h("details", { class: "notes", "data-key": "notes" },
    h("summary", {}, icon("warning"), session.warnings + (session.warnings === 1 ? " departure" : " departures") + " from HoneyHive’s contract", session.truncated ? "; only the first 5000 events are shown" : ""),
    warningList([...found.values()].map(({ warning, events }) => ({ ...warning, where: links(events) }))));
}

function flatten(events, level, into) {
  events.forEach((event, index) => {
    into.push({ event, level, place: index + 1, siblings: events.length });
    if (!collapsed.has(event.event_id)) {
      flatten(event.children, level + 1, into);
    }
  });
  return into;
}

function link(key, eventId) {
  return "#/sessions/" + encodeURIComponent(key) + "/events/" + encodeURIComponent(eventId);
}

function waterfall(session, rows, selected) {
  const start = session.start_time;
  const span = Math.max(session.end_time - start, 0.001);
  const tree = h("div", { class: "tree", role: "tree", "aria-label": "Events" });
  const focusable = rows.some((row) => row.event.event_id === selected) ? selected : rows[0].event.event_id;
  const redraw = () => {
    const again = waterfall(session, flatten(session.events, 1, []), selected);
    const focused = document.activeElement && document.activeElement.dataset.key;
    tree.parentElement.replaceWith(again);
    again.querySelectorAll("[role=treeitem]").forEach((item) => { if (item.dataset.key === focused) { item.focus(); } });
  };
  for (const row of rows) {
    tree.append(treeRow(session.key, row, start, span, selected, focusable, redraw));
  }
  tree.addEventListener("keydown", (event) => steer(event, tree));
  return h("div", { class: "trace" }, scale(span), tree);
}

function scale(span) {
  return h("div", { class: "scale", "aria-hidden": "true" },
    h("span", { class: "scale-name" }, "Event"),
    h("span", { class: "scale-lane" }, [0, 0.25, 0.5, 0.75].map((part) => h("span", {}, part === 0 ? "0" : duration(span * part)))),
    h("span", { class: "scale-time" }, "Time"));
}

function treeRow(key, row, start, span, selected, focusable, redraw) {
  const event = row.event;
  const open = !collapsed.has(event.event_id);
  const parent = event.children.length > 0;
  const toggle = (to) => { to ? collapsed.delete(event.event_id) : collapsed.add(event.event_id); redraw(); };
  const item = h("div", {
    class: "row type-" + event.event_type + (event.failed ? " failed" : ""),
    role: "treeitem", "data-key": event.event_id, "data-open": parent ? open : null,
    "aria-level": row.level, "aria-setsize": row.siblings, "aria-posinset": row.place,
    "aria-expanded": parent ? String(open) : null, "aria-selected": String(event.event_id === selected),
    tabindex: event.event_id === focusable ? "0" : "-1",
    onclick: () => { location.hash = link(key, event.event_id); },
  }, nameCell(row, parent, toggle), lane(event, start, span), h("span", { class: "row-time num" }, duration(event.duration)));
  item.style.setProperty("--level", Math.min(row.level - 1, 12));
  item.addEventListener("toggle-row", (wish) => { if (parent && wish.detail !== open) { toggle(wish.detail); } });
  return item;
}

function nameCell(row, parent, toggle) {
  const event = row.event;
  const more = [];
  if (event.model) {
    more.push(event.model);
  }
  if (event.tokens.total > 0) {
    more.push(number(event.tokens.total) + " tokens");
  }
  if (event.origin && event.origin.kind !== "INTERNAL" && event.origin.kind !== "UNSPECIFIED") {
    more.push(event.origin.kind.toLowerCase());
  }
  for (const [name, score] of Object.entries(event.scores || {}).filter(([, score]) => score >= 0 && score <= 1).slice(0, 3)) {
    more.push(name + " " + scoreText(score));
  }
  const serious = event.warnings.filter((warning) => warning.severity !== "info").length;
  return h("span", { class: "row-name" },
    parent
      ? h("span", { class: "twist", "aria-hidden": "true", onclick: (click) => { click.stopPropagation(); toggle(collapsed.has(event.event_id)); } }, icon("chevron"))
      : h("span", { class: "twist none" }),
    typeMark(event.event_type),
    h("span", { class: "row-text" },
      h("span", { class: "row-title" }, event.event_name || "unnamed"),
      more.length > 0 && h("span", { class: "row-more" }, more.join(" · "))),
    event.failed && h("span", { class: "badge badge-error", title: "failed" }, icon("error", "failed")),
    badge("warning", serious, "warning"));
}

function lane(event, start, span) {
  const bar = h("span", { class: "bar-fill" });
  const from = Math.min(Math.max((event.start_time - start) / span, 0), 1);
  const width = Math.min(Math.max(event.duration / span, 0), 1 - from);
  bar.style.left = from * 100 + "%";
  bar.style.width = width * 100 + "%";
  return h("span", { class: "lane", "aria-hidden": "true" }, bar);
}

/** Arrow keys move and fold as in any tree; Enter and space open. */
function steer(event, tree) {
  const items = [...tree.children];
  const at = items.indexOf(document.activeElement);
  const go = (index) => {
    const target = items[Math.min(Math.max(index, 0), items.length - 1)];
    items.forEach((item) => item.setAttribute("tabindex", item === target ? "0" : "-1"));
    target.focus();
  };
  const fold = (open) => items[at].dispatchEvent(new CustomEvent("toggle-row", { detail: open }));
  const parentOf = () => {
    const level = Number(items[at].getAttribute("aria-level"));
    for (let i = at; i >= 0; i--) {
      if (Number(items[i].getAttribute("aria-level")) < level) {
        return i;
      }
    }
    return at;
  };
  const isOpen = at >= 0 && items[at].getAttribute("aria-expanded");
  const keys = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(items.length - 1),
    ArrowRight: () => (isOpen === "false" ? fold(true) : isOpen === "true" && go(at + 1)),
    ArrowLeft: () => (isOpen === "true" ? fold(false) : go(parentOf())),
    Enter: () => items[at].click(),
    " ": () => items[at].click(),
  };
  if (at >= 0 && keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
}
