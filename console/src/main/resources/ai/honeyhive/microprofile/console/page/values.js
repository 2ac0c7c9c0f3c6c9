// SPDX-License-Identifier: Apache-2.0
import { h, icon } from "./dom.js";

const LONG = 1500;

/** Any JSON value: scalars as they are, the rest as indented JSON, long ones folded. */
export function value(json) {
  if (json === null || json === undefined) {
    return h("span", { class: "faint" }, "null");
  }
  if (typeof json === "string") {
    return json === "" ? h("span", { class: "faint" }, "empty text") : longText(json, "text");
  }
  if (typeof json === "object") {
    return longText(JSON.stringify(json, null, 2), "json");
  }
  return h("span", { class: "literal" }, String(json));
}

/** Text that is folded when it is long. */
export function longText(text, kind) {
  const shown = text.length > LONG ? text.slice(0, LONG) + "…" : text;
  const block = h(kind === "json" ? "pre" : "div", { class: "value-" + kind }, shown);
  if (text.length <= LONG) {
    return block;
  }
  const button = h("button", {
    class: "more", type: "button",
    onclick: () => {
      const folded = button.getAttribute("aria-expanded") === "false";
      block.textContent = folded ? text : shown;
      button.setAttribute("aria-expanded", String(folded));
      button.textContent = folded ? "Show less" : "Show all " + text.length.toLocaleString("en") + " characters";
    },
  }, "Show all " + text.length.toLocaleString("en") + " characters");
  button.setAttribute("aria-expanded", "false");
  return h("div", {}, block, button);
}

/** The fields of an object, one a line. */
export function fields(object, types) {
  const rows = Object.entries(object).map(([key, json]) =>
    h("div", { class: "field" }, h("dt", {}, key, types && h("span", { class: "type-note" }, types[key])), h("dd", {}, value(json))));
  return h("dl", { class: "fields" }, rows);
}

/** A titled part of a panel, nothing if there is nothing to show. */
export function part(title, ...content) {
  const filled = content.filter(Boolean);
  return filled.length ? h("section", { class: "part" }, h("h3", {}, title), filled) : null;
}

/** A part with the fields of an object, nothing for an empty one. */
export function fieldsPart(title, object) {
  if (object === null || object === undefined || (typeof object === "object" && Object.keys(object).length === 0)) {
    return null;
  }
  return part(title, typeof object === "object" && !Array.isArray(object) ? fields(object) : value(object));
}

/** Warnings, each with what was found and the remedy. */
export function warningList(warnings) {
  return h("ul", { class: "warnings" }, warnings.map((warning) =>
    h("li", { class: "warning warning-" + warning.severity },
      icon(warning.severity === "error" ? "error" : warning.severity, warning.severity),
      h("div", {},
        h("p", { class: "warning-what" }, warning.message, h("code", {}, warning.code)),
        h("p", { class: "warning-remedy" }, warning.remedy),
        warning.where && warning.where.length > 0 && h("p", { class: "warning-where" }, "At ", warning.where.flatMap((link, i) => (i ? [", ", link] : [link])))))));
}
