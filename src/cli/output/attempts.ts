// What is told of the attempts of a call.
import type { Logger } from "../../log.ts";
import { TRANSIENT } from "../../retry.ts";
import type { Report } from "./report.ts";

/** A line for each attempt (`--verbose`). */
export function logAttempt({ dim, safe }: Report): Logger {
  return ({ method, url, attempt, status, duration, requestId }) => {
    const id = requestId === undefined ? "" : `, request id ${requestId}`;
    const text = `${method} ${url}: ${status ?? "no answer"} in ${Math.round(duration)} ms`;
    dim(safe(`${text} (attempt ${attempt}${id})`));
  };
}

/** Milliseconds of silence after which one asks oneself whether anything happens. */
const PATIENCE = 1_000;

/** Says that a repeat is coming, where that takes long: a `Retry-After` may ask for a minute. */
export function announceRepeat({ dim }: Report): Logger {
  let timer: NodeJS.Timeout | undefined;
  return ({ status }) => {
    clearTimeout(timer);
    if (status !== undefined && !TRANSIENT.includes(status)) return;
    const what = status === undefined ? "There was no answer" : `The server answered ${status}`;
    // After the last attempt, the process ends before the timer does.
    timer = setTimeout(() => dim(`${what}. Waiting to try again...`), PATIENCE).unref();
  };
}
