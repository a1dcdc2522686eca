// What is told of the attempts of a call.
import type { Logger } from "../../log.ts";
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
  return ({ status = 0 }) => {
    clearTimeout(timer);
    // No other answer is repeated. After the last attempt, the process ends before the timer does.
    if (status !== 0 && status !== 408 && status !== 429 && status < 500) return;
    const what = status === 0 ? "There was no answer" : `The server answered ${status}`;
    timer = setTimeout(() => dim(`${what}. Waiting to try again...`), PATIENCE).unref();
  };
}
