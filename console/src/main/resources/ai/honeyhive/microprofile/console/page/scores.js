// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { bars, h, line } from "./dom.js";
import { exact, scoreText, shortMoment } from "./format.js";

/** The scores of live traffic, an evaluator a card: over time, and how they spread. */
export async function scoresView(filter) {
  const [answer, facets] = await Promise.all([api.scores({ source: filter.source }), api.facets()]);
  const select = h("select", { class: "select", "aria-label": "Filter by source", "data-key": "source",
    onchange: (event) => { location.hash = "#/scores" + (event.target.value ? "?" + new URLSearchParams({ source: event.target.value }) : ""); } },
    h("option", { value: "" }, "Any source"), facets.source.map((value) => h("option", { value }, value)));
  select.value = filter.source || "";
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Scores"),
      h("span", { class: "muted" }, answer.evaluators.length + (answer.evaluators.length === 1 ? " evaluator" : " evaluators") + " on live answers"),
      h("div", { class: "filters" }, select)),
    answer.evaluators.length
      ? h("div", { class: "cards" }, answer.evaluators.map((evaluator) => card(evaluator, filter)))
      : h("div", { class: "panel" }, h("p", { class: "notice" }, "No event has a score yet. Name evaluators with @Evaluated, or in the configuration, and they stand here.")));
}

function card(evaluator, filter) {
  const fact = (name, content) => h("div", { class: "stat" }, h("dt", {}, name), h("dd", { class: "num" }, content));
  const { from, to, counts } = evaluator.histogram;
  const unit = from === 0 && to === 1;
  const spread = counts.map((count, i) => scoreText(from + (to - from) * i / counts.length) + " to " + scoreText(from + (to - from) * (i + 1) / counts.length) + ": " + count);
  const first = evaluator.series[0];
  const last = evaluator.series[evaluator.series.length - 1];
  const low = "#/?" + new URLSearchParams({ score: evaluator.name, below: scoreText(evaluator.verdict ? 1 : evaluator.median), ...(filter.source ? { source: filter.source } : {}) });
  return h("article", { class: "panel card", "aria-label": evaluator.name },
    h("h2", {}, evaluator.name),
    h("dl", { class: "stats" },
      fact("Mean", scoreText(evaluator.mean)), fact("Median", scoreText(evaluator.median)),
      fact("Lowest", scoreText(evaluator.min)), fact("Highest", scoreText(evaluator.max)),
      evaluator.pass_rate !== undefined && fact("Passed", Math.round(evaluator.pass_rate * 100) + " %"),
      fact("Scores", exact(evaluator.count))),
    h("div", { class: "charts" },
      h("figure", {}, h("figcaption", {}, "Over time"),
        line(evaluator.series.map((point) => [point.time, point.mean]), unit ? [0, 1] : [evaluator.min, evaluator.max],
          "Mean over time: " + scoreText(first.mean) + " at first, " + scoreText(last.mean) + " at last"),
        h("p", { class: "axis" }, h("span", {}, shortMoment(first.time)), last !== first && h("span", {}, shortMoment(last.time)))),
      h("figure", {}, h("figcaption", {}, "Distribution"),
        bars(counts, spread, "Distribution. " + spread.filter((text, i) => counts[i] > 0).join("; ")),
        h("p", { class: "axis" }, h("span", {}, scoreText(from)), h("span", {}, scoreText(to))))),
    !evaluator.verdict && h("p", {}, h("a", { href: low }, "Sessions below the median")));
}
