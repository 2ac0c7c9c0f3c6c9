// SPDX-License-Identifier: Apache-2.0

/** Whole numbers beyond what JavaScript can hold stay the text that they were, where the browser tells it. */
function exactly(key, value, context) {
  const imprecise = typeof value === "number" && context && Number.isInteger(value) && !Number.isSafeInteger(value);
  return imprecise && /^-?\d+$/.test(context.source) ? context.source : value;
}

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path) {
  const response = await fetch(path, { method, headers: { Accept: "application/json" } });
  const text = await response.text();
  if (!response.ok) {
    let message = text;
    try {
      message = JSON.parse(text).message;
    } catch {
      // Not ours: shown as it is.
    }
    throw new ApiError(response.status, message);
  }
  return JSON.parse(text, exactly);
}

const id = encodeURIComponent;

export const revision = () => call("GET", "/api/revision");
export const health = () => call("GET", "/api/health");
/** A query of what is set. */
function query(parameters) {
  const set = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return set.length ? "?" + new URLSearchParams(set) : "";
}

export const sessions = (filter, before) => call("GET", "/api/sessions" + query({ limit: 100, ...filter, before }));
export const facets = () => call("GET", "/api/facets");
export const scores = (filter) => call("GET", "/api/scores" + query(filter));
export const charts = (filter) => call("GET", "/api/charts" + query(filter));
export const audit = (filter) => call("GET", "/api/audit" + query(filter));
export const tracers = () => call("GET", "/api/tracers");
export const tracer = (key) => call("GET", "/api/tracers/" + id(key));
export const runs = () => call("GET", "/api/runs?limit=100");
export const runSummary = (runId) => call("GET", "/api/runs/" + id(runId) + "/summary");
export const runComparison = (runId, oldId) => call("GET", "/api/runs/" + id(runId) + "/compare/" + id(oldId));
export const session = (key) => call("GET", "/api/sessions/" + id(key) + "?content=false");
export const conversation = (key) => call("GET", "/api/sessions/" + id(key));
export const event = (eventId) => call("GET", "/api/events/" + id(eventId));
export const requests = () => call("GET", "/api/requests?limit=200");
export const clear = () => call("DELETE", "/api/data");
