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
