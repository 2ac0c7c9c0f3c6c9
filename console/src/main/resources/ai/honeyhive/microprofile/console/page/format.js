// SPDX-License-Identifier: Apache-2.0

const NUMBER = new Intl.NumberFormat("en");
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const MOMENT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

export function number(value) {
  return value < 10000 ? NUMBER.format(value) : COMPACT.format(value);
}

export function exact(value) {
  return NUMBER.format(value);
}

/** Milliseconds as a person says them. */
export function duration(millis) {
  if (!(millis >= 0)) {
    return "–";
  }
  if (millis < 1) {
    return Math.round(millis * 1000) + " µs";
  }
  if (millis < 1000) {
    return (millis < 10 ? millis.toFixed(1) : Math.round(millis)) + " ms";
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return seconds.toFixed(seconds < 10 ? 2 : 1) + " s";
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? minutes + " min " + Math.round(seconds % 60) + " s"
    : Math.floor(minutes / 60) + " h " + (minutes % 60) + " min";
}

const SHORT = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

export function shortMoment(millis) {
  return SHORT.format(new Date(millis));
}

export function moment(millis) {
  return millis > 0 ? MOMENT.format(new Date(millis)) : "no time";
}

/** A score with as many digits as tell something. */
export function scoreText(value) {
  return Number.isInteger(value) ? NUMBER.format(value) : String(Number(value.toPrecision(3)));
}

/** US dollars: cents matter little where a call costs a fraction of one. */
export function dollars(value) {
  return "$" + (value === 0 ? "0" : value >= 1 ? value.toFixed(2) : String(Number(value.toPrecision(2))));
}

export function ago(millis) {
  const seconds = Math.max(0, (Date.now() - millis) / 1000);
  if (seconds < 5) {
    return "just now";
  }
  if (seconds < 60) {
    return Math.floor(seconds) + " s ago";
  }
  if (seconds < 3600) {
    return Math.floor(seconds / 60) + " min ago";
  }
  if (seconds < 86400) {
    return Math.floor(seconds / 3600) + " h ago";
  }
  return Math.floor(seconds / 86400) + " d ago";
}

export function bytes(count) {
  if (count < 1024) {
    return count + " B";
  }
  return count < 1048576 ? (count / 1024).toFixed(1) + " KB" : (count / 1048576).toFixed(1) + " MB";
}
