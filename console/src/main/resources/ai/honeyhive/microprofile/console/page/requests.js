// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { h } from "./dom.js";
import { ago, bytes, exact, moment } from "./format.js";

/** What came in, refused requests among it. */
export async function requestsView() {
  const answer = await api.requests();
  const heads = ["Request", "Status", "Items", "Size", "Key", "When"];
  return h("section", { class: "page", "aria-labelledby": "title" },
    h("div", { class: "page-head" }, h("h1", { id: "title" }, "Requests"), h("span", { class: "muted" }, exact(answer.count) + (answer.count > 200 ? ", the newest 200 shown" : " received"))),
    h("div", { class: "panel" }, answer.requests.length === 0
      ? h("p", { class: "notice" }, "No request has come in yet.")
      : h("table", { class: "requests" },
        h("thead", {}, h("tr", {}, heads.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, answer.requests.map(row)))));
}

function row(request) {
  return h("tr", {},
    h("td", { class: "request-path" }, h("code", {}, request.method + " " + request.path),
      h("span", { class: "preview" }, request.message || [request.content_type, request.content_encoding].filter(Boolean).join(", "))),
    h("td", {}, h("span", { class: "chip " + (request.status < 400 ? "chip-good" : "chip-error") }, String(request.status))),
    h("td", { class: "num" }, exact(request.items)),
    h("td", { class: "num", title: bytes(request.body_bytes) + " decompressed" }, bytes(request.wire_bytes)),
    h("td", { class: "request-key", title: "SHA-256 begins with " + request.key_fingerprint }, h("code", {}, request.key_fingerprint || "–")),
    h("td", { class: "num", title: moment(request.received_at) }, ago(request.received_at)));
}
