// SPDX-License-Identifier: Apache-2.0
// Everything shown was written by strangers: nodes are made one by one, text is only ever text.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: h("p", {class: "x", onclick: f}, "text", child, null). */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  model: ["M8 1.8 9.7 6.3 14.2 8 9.7 9.7 8 14.2 6.3 9.7 1.8 8 6.3 6.3z"],
  tool: ["M10.2 2.2a3.6 3.6 0 0 0-4.5 4.6L2 10.5 5.5 14l3.7-3.7a3.6 3.6 0 0 0 4.6-4.5l-2.3 2.3-2-.6-.6-2z"],
  chain: ["M3.2 3.2h5v3.4h-5z", "M7.8 9.4h5v3.4h-5z", "M5.7 6.6v4.5h2.1"],
  session: ["M2.5 3.5h11v7.2H7.6L4.6 13v-2.3H2.5z"],
  error: ["M8 1.8 15 14H1z", "M8 6v3.6", "M8 11.6v.3"],
  warning: ["M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z", "M8 4.6v4", "M8 11v.3"],
  info: ["M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z", "M8 7.4v4", "M8 4.9v.3"],
  chevron: ["M6 4l4 4-4 4"],
  back: ["M10 3 5 8l5 5"],
  close: ["M4 4l8 8M12 4l-8 8"],
};

/** A small line icon; without a label it is decoration. */
export function icon(name, label) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon icon-" + name);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  for (const d of PATHS[name] || []) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

function svg(width, height, label) {
  const chart = document.createElementNS(SVG, "svg");
  chart.setAttribute("viewBox", "0 0 " + width + " " + height);
  chart.setAttribute("class", "chart");
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  return chart;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, String(value)));
  return element;
}

/** Points [x, y] as a line; a single one as a dot. */
export function line(points, range, label) {
  return lines([{ points, kind: "" }], range, label);
}

/** Lines over the same x; the kind of each is a class of it. */
export function lines(series, [low, high], label) {
  const chart = svg(300, 90, label);
  [6, 45, 84].forEach((y) => chart.append(shape("line", { x1: 0, x2: 300, y1: y, y2: y, class: "grid" })));
  for (const { points, kind } of series) {
    const from = points[0][0];
    const width = points[points.length - 1][0] - from;
    const at = points.map(([x, y]) => [width ? 6 + (x - from) / width * 288 : 150, 84 - (high > low ? (y - low) / (high - low) : 0.5) * 78]);
    chart.append(shape("polyline", { points: at.map((point) => point.join(",")).join(" "), class: "curve " + kind }));
    at.forEach(([x, y]) => chart.append(shape("circle", { cx: x, cy: y, r: at.length > 20 ? 1.5 : 3, class: "dot " + kind })));
  }
  return chart;
}

/** Counts as bars, each with its text. */
export function bars(counts, texts, label) {
  const chart = svg(300, 90, label);
  const most = Math.max(...counts) || 1;
  const step = 300 / counts.length;
  chart.append(shape("line", { x1: 0, x2: 300, y1: 89, y2: 89, class: "grid" }));
  counts.forEach((count, i) => {
    const height = count ? Math.max(count / most * 82, 2) : 0;
    const bar = shape("rect", { x: i * step + 2, y: 88 - height, width: step - 4, height, rx: 2, class: "bin" });
    const title = document.createElementNS(SVG, "title");
    title.textContent = texts[i];
    bar.append(title);
    chart.append(bar);
  });
  return chart;
}

/** A count with an icon, nothing for zero. */
export function badge(kind, count, noun) {
  if (!count) {
    return null;
  }
  const label = count + " " + noun + (count === 1 ? "" : "s");
  return h("span", { class: "badge badge-" + kind, title: label }, icon(kind), h("span", { class: "visually-hidden" }, label), h("span", { "aria-hidden": "true" }, String(count)));
}

/** The word for an event's type, in its colour. */
export function typeMark(type) {
  const known = PATHS[type] ? type : "chain";
  return h("span", { class: "mark type-" + known, title: type }, icon(known, type));
}
