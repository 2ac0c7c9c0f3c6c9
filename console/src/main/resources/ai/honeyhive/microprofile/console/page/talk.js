// SPDX-License-Identifier: Apache-2.0
import * as api from "./api.js";
import { bubble } from "./detail.js";
import { h } from "./dom.js";
import { duration, moment, number, scoreText } from "./format.js";
import { head } from "./session.js";

/** A session as those saw it who talked in it: what was asked and answered in each of its requests. */
export async function conversationView(key) {
  const session = await api.conversation(key);
  const turns = session.events.map((root) => ({ root, event: speaker(root) })).filter((turn) => turn.event);
  return h("section", { class: "page session-page", "aria-labelledby": "title" }, head(session, "conversation"),
    h("div", { class: "panel talk" }, turns.length
      ? h("ol", { class: "turns" }, turns.map((one) => turn(session.key, one)))
      : h("p", { class: "notice" }, "No event of this session has a question and an answer.")));
}

/** The event that speaks for a request: the uppermost with messages, a model call last; else the uppermost with any text. */
function speaker(root) {
  const talkers = [];
  for (let level = [root]; level.length; level = level.flatMap((event) => event.children)) {
    talkers.push(...level.filter((event) => event.event_type === "chain"), ...level.filter((event) => event.event_type === "model"));
  }
  const answered = (event) => answerOf(event) !== undefined || event.failed;
  return talkers.find((event) => lastOfUser(event) && answered(event)) || talkers.find((event) => questionOf(event) !== undefined && answered(event));
}

/** What should be an object and may be anything. */
const map = (given) => (typeof given === "object" && given !== null && !Array.isArray(given) ? given : {});

function lastOfUser(event) {
  const history = map(event.inputs).chat_history;
  return Array.isArray(history) ? history.filter((message) => message?.role === "user").pop() : undefined;
}

function questionOf(event) {
  return lastOfUser(event)?.content ?? Object.values(map(event.inputs)).find((input) => typeof input === "string");
}

function answerOf(event) {
  const outputs = map(event.outputs);
  return outputs.content ?? outputs.result ?? Object.values(outputs).find((output) => typeof output === "string");
}

function turn(key, { root, event }) {
  const all = [];
  for (let level = [root]; level.length; level = level.flatMap((one) => one.children)) {
    all.push(...level);
  }
  const tokens = all.reduce((sum, one) => sum + (one.tokens.total > 0 ? one.tokens.total : 0), 0);
  const scores = Object.entries(map(event.metrics)).filter(([, score]) => typeof score === "number" && score >= 0 && score <= 1);
  const thumb = all.map((one) => map(one.feedback).thumbs_up).find((given) => typeof given === "boolean");
  const answer = answerOf(event);
  return h("li", { class: "chat turn" },
    bubble({ role: "user", content: questionOf(event) }, false),
    answer !== undefined && bubble({ role: "assistant", content: answer }, false),
    event.failed && h("p", { class: "bad" }, event.error || "It failed."),
    h("p", { class: "turn-facts muted" },
      [moment(root.start_time), duration(root.duration), tokens > 0 && number(tokens) + " tokens",
        ...scores.map(([name, score]) => name + " " + scoreText(score)), thumb !== undefined && (thumb ? "thumbs up" : "thumbs down")].filter(Boolean).join(" · "),
      " · ", h("a", { href: "#/sessions/" + encodeURIComponent(key) + "/events/" + encodeURIComponent(event.event_id), "data-key": "turn " + event.event_id }, "its trace")));
}
