// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { h } from "./dom.js";
import { exact } from "./format.js";
import { comparisonView, runsView, runView } from "./experiments.js";
import { auditView } from "./audit.js";
import { chartsView } from "./charts.js";
import { sessionsView } from "./list.js";
import { requestsView } from "./requests.js";
import { scoresView } from "./scores.js";
import { sessionView } from "./session.js";
import { conversationView } from "./talk.js";
import { tracersView, tracerView } from "./tracers.js";

const EVERY_MILLIS = 1500;
/** What is read from files tells no revision: it is read again after this, and after nine times what the last reading took. */
const FILES_MILLIS = 5000;
const main = document.getElementById("main");
let seen = -1;
let drawing = 0;
let shownRoute = "";
let filesDue = 0;

/** The view that the address names: #/path?query, the query a filter. */
function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const filter = Object.fromEntries(new URLSearchParams(query));
  const parts = path.split("/").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  if (parts[0] === "sessions" && parts[1]) {
    if (parts[2] === "conversation") {
      return { name: "sessions", page: "conversation " + parts[1], view: () => conversationView(parts[1]) };
    }
    const eventId = parts[2] === "events" ? parts[3] : null;
    return { name: "sessions", page: "session " + parts[1], view: () => sessionView(parts[1], eventId) };
  }
  if (parts[0] === "experiments") {
    const view = parts[3] ? () => comparisonView(parts[1], parts[3]) : parts[1] ? () => runView(parts[1]) : runsView;
    return { name: "experiments", page: path, view };
  }
  if (parts[0] === "scores") {
    return { name: "scores", page: "scores", view: () => scoresView(filter) };
  }
  if (parts[0] === "charts") {
    return { name: "charts", page: "charts", view: () => chartsView(filter) };
  }
  if (parts[0] === "tracers") {
    return { name: "tracers", page: path, view: parts[1] ? () => tracerView(parts[1]) : tracersView };
  }
  if (parts[0] === "audit") {
    return { name: "audit", page: "audit", files: true, view: () => auditView(filter) };
  }
  return parts[0] === "requests"
    ? { name: "requests", page: "requests", view: requestsView }
    : { name: "sessions", page: "list", view: () => sessionsView(filter) };
}

/** Draws the view that the address names; a drawing that was overtaken is thrown away. */
async function draw() {
  const mine = ++drawing;
  const wanted = route();
  const begun = performance.now();
  filesDue = Infinity;
  let content;
  try {
    content = await wanted.view();
  } catch (error) {
    const message = error.message.charAt(0).toUpperCase() + error.message.slice(1);
    content = h("section", { class: "page empty" }, h("h1", {}, error.status === 404 ? "Not here" : "That did not work"),
      h("p", {}, message + (message.endsWith(".") ? "" : ".")),
      h("p", {}, h("a", { href: wanted.name === "sessions" ? "#/" : "#/" + wanted.name }, "To all " + wanted.name)));
  }
  if (mine !== drawing) {
    return;
  }
  filesDue = performance.now() + Math.max(FILES_MILLIS, 9 * (performance.now() - begun));
  const moved = wanted.page !== shownRoute;
  shownRoute = wanted.page;
  if (moved || !wanted.files || !main.firstElementChild?.isEqualNode(content)) {
    swap(content, moved);
  }
  document.title = (main.querySelector("h1")?.textContent || "Sessions") + " · HoneyHive console";
  for (const link of document.querySelectorAll("[data-view]")) {
    link.dataset.view === wanted.name ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    if (moved && link.dataset.view === wanted.name) {
      // On a narrow screen the bar holds more than it shows.
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
}

/** Puts new content in place; focus, scrolling and what was unfolded stay where they were. */
function swap(content, moved) {
  const focused = document.activeElement?.dataset?.key;
  const scrolls = moved ? [] : [...main.querySelectorAll(".trace-panel, .detail-panel")].map((panel) => [panel.className, panel.scrollTop]);
  const title = main.querySelector(".detail h2")?.textContent;
  const open = [...main.querySelectorAll("details[open][data-key]")].map((details) => details.dataset.key);
  const search = document.activeElement?.matches?.("input[type=search]") ? [document.activeElement.selectionStart, document.activeElement.selectionEnd] : null;
  main.replaceChildren(content);
  if (moved) {
    scrollTo(0, 0);
    return;
  }
  const sameEvent = title === main.querySelector(".detail h2")?.textContent;
  if (!sameEvent && matchMedia("(max-width: 1000px)").matches) {
    // There the event takes the place of the trace: start at its top.
    scrollTo(0, 0);
  }
  for (const details of main.querySelectorAll("details[data-key]")) {
    details.open = open.includes(details.dataset.key);
  }
  for (const [name, top] of scrolls) {
    const panel = [...main.querySelectorAll(".trace-panel, .detail-panel")].find((candidate) => candidate.className === name);
    if (panel && (sameEvent || name.includes("trace"))) {
      panel.scrollTop = top;
    }
  }
  const again = focused && [...main.querySelectorAll("[data-key]")].find((candidate) => candidate.dataset.key === focused);
  if (again) {
    again.focus({ preventScroll: true });
    if (search && again.matches("input[type=search]")) {
      again.setSelectionRange(...search);
    }
  }
}

function tellLive(state, text) {
  document.getElementById("live").dataset.state = state;
  const label = document.getElementById("live-text");
  if (label.textContent !== text) {
    label.textContent = text;
  }
}

async function tellCounts() {
  const health = await api.health();
  document.getElementById("foot").replaceChildren(
    h("span", {}, "Version " + health.version),
    h("span", {}, "Stored in " + health.storage),
    h("span", {}, exact(health.counts.events) + " events, " + exact(health.counts.requests) + " requests"));
}

/** Asks for the revision, cheaply, and draws again only when something changed, or when it is time to look at files again. */
async function watch() {
  try {
    if (document.visibilityState === "visible") {
      const { revision } = await api.revision();
      tellLive("on", "Live");
      const changed = revision !== seen;
      const stale = route().files ? performance.now() >= filesDue : changed && seen !== -1;
      seen = revision;
      await Promise.all([stale && draw(), changed && tellCounts()]);
    }
  } catch (error) {
    tellLive("off", error.status === 401 ? "Token wanted" : "Not connected");
    seen = -2;
  }
  setTimeout(watch, EVERY_MILLIS);
}

function clearAll() {
  const dialog = document.getElementById("confirm");
  dialog.returnValue = "";
  dialog.showModal();
}

document.getElementById("clear").addEventListener("click", clearAll);
document.getElementById("confirm").addEventListener("close", async (event) => {
  if (event.target.returnValue === "clear") {
    await api.clear();
    location.hash = "#/";
    draw();
  }
});
document.getElementById("skip").addEventListener("click", () => main.focus());
addEventListener("hashchange", draw);
draw();
watch();
