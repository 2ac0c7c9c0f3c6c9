// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { badge, h } from "./dom.js";
import { exact } from "./format.js";

const VERDICTS = { ok: ["chip-good", "as it was written"], broken: ["chip-error", "broken"], incomplete: ["", "cannot be told"] };
const STATES = { covered: "covered by a checkpoint", chained: "chained, not yet covered", unverified: "not verified" };

/** The audit logs of a directory: what the verifier says of each, and their newest records. */
export async function auditView(filter) {
  const answer = await api.audit(filter);
  if (!answer.configured) {
    return h("section", { class: "page empty" }, h("h1", {}, "Audit log"),
      h("p", {}, "This console was started without a directory of audit logs. It shows and verifies what an application has written there:"),
      h("pre", { class: "code", tabindex: "0" }, "java -jar honeyhive-console.jar --audit DIR --audit-key PUBLIC.pem"),
      h("p", { class: "muted" }, "An application writes one with ", h("code", {}, "honeyhive.audit.enabled=true"), "."));
  }
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Audit log"),
      h("span", { class: "muted" }, answer.signatures ? "signatures checked" : "signatures not checked: no --audit-key", ", verified anew every few seconds"),
      h("div", { class: "filters" }, choice(filter, answer, "type", "Any type"), choice(filter, answer, "outcome", "Any outcome"),
        h("button", { class: "button", type: "button", "data-key": "verify", onclick: () => dispatchEvent(new Event("hashchange")) }, "Verify again"))),
    answer.logs.map(log));
}

function choice(filter, answer, name, any) {
  const values = [...new Set(answer.logs.flatMap((one) => one.newest.map((record) => record[name])).filter(Boolean))].sort();
  const given = filter[name] || "";
  const select = h("select", { class: "select" + (given ? " set" : ""), "aria-label": any.replace("Any ", "Filter by "), "data-key": name,
    onchange: (event) => {
      const set = Object.entries({ ...filter, [name]: event.target.value }).filter(([, value]) => value);
      location.hash = "#/audit" + (set.length ? "?" + new URLSearchParams(set) : "");
    } },
    h("option", { value: "" }, any), (values.includes(given) || !given ? values : [given, ...values]).map((value) => h("option", { value }, value)));
  select.value = given;
  return select;
}

function log(one) {
  const [style, words] = VERDICTS[one.verdict];
  const fact = (name, content) => h("div", { class: "stat" }, h("dt", {}, name), h("dd", { class: "num" }, content));
  return h("article", { class: "panel card audit-log", "aria-label": one.log || one.directory },
    h("h2", {}, h("span", { class: "chip verdict " + style }, words), " ", one.log || "no log"),
    h("p", { class: "id" }, one.directory),
    h("dl", { class: "stats" },
      fact("Verified records", exact(one.records)), fact("Last number", exact(one.sequence)),
      fact("Checkpoints", exact(one.checkpoints)), fact("Covered up to", exact(one.covered))),
    one.findings.length > 0 && h("ul", { class: "findings" }, one.findings.map((finding) =>
      h("li", { class: finding.kind === "broken" ? "bad" : null }, h("strong", {}, finding.kind), " ", h("code", {}, finding.file + (finding.line ? ":" + finding.line : "")), " ", finding.message))),
    one.newest.length === 0
      ? h("p", { class: "notice" }, "No record matches.")
      : h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Newest records" }, h("table", { class: "plain audit" },
        h("thead", {}, h("tr", {}, ["Number", "Time", "Type", "Outcome", "Target", "Details", "State"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, one.newest.map(row)))));
}

function row(record) {
  const details = Object.entries(record.details || {}).map(([name, value]) => name + "=" + value).join(", ");
  return h("tr", { class: record.state === "unverified" ? "failed" : null },
    h("td", { class: "num" }, record.seq === undefined ? "–" : exact(record.seq)),
    h("td", { class: "num" }, record.time || "–"),
    h("td", {}, h("code", {}, record.type)),
    h("td", {}, h("span", { class: "chip " + (record.outcome === "success" ? "chip-good" : record.outcome === "failure" ? "chip-error" : "") }, record.outcome || "–")),
    h("td", {}, record.target || "–"),
    h("td", {}, [record.reason, details].filter(Boolean).join("; ") || "–"),
    h("td", {}, record.state === "unverified" && badge("warning", 1, "record that is not verified"), " ", STATES[record.state]));
}
