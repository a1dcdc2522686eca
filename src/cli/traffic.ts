// Watches the requests of a command: whether a write is on its way, and what a wait is for.
import type { AttemptEvent, FetchInit } from "../index.ts";
import type { Report } from "./output/report.ts";

/** Without a spinner, a wait is announced after this many milliseconds. */
const PATIENCE = 1_000;

/** @param verbose whether to log each attempt */
export function watchTraffic(report: Report, verbose = false) {
  let mayHaveWritten = false;
  let timer: NodeJS.Timeout | undefined;
  let show = () => {};

  const watch = async (url: string, init: FetchInit): Promise<Response> => {
    clearTimeout(timer);
    // After a wait, the work goes on.
    if (timer) show();
    timer = undefined;
    const isWrite = init.method !== "GET";
    if (isWrite) mayHaveWritten = true;
    const response = await fetch(url, init);
    if (isWrite && isRefusal(response.status)) mayHaveWritten = false;
    return response;
  };
  const announceRetry = ({ status, retryIn }: AttemptEvent) => {
    if (retryIn === undefined) return;
    const end = Date.now() + retryIn;
    const words = () =>
      `${status ?? "No response"}: waiting ${Math.ceil((end - Date.now()) / 1000)} s`;
    report.busy(words);
    const announced = words();
    timer = setTimeout(() => report.look.live || report.dim(`${announced}.`), PATIENCE).unref();
  };
  const logAttempt = ({ method, url, attempt, status, duration, requestId }: AttemptEvent) => {
    const id = requestId === undefined ? "" : `, request id ${requestId}`;
    const text = `${method} ${url}: ${status ?? "no response"} in ${Math.round(duration)} ms`;
    report.log(report.safe(`${text} (attempt ${attempt}${id})`));
  };
  return {
    /** For `createClient`. */
    options: {
      fetch: watch,
      logger: (event: AttemptEvent) => {
        if (verbose) logAttempt(event);
        announceRetry(event);
      },
    },
    /** Whether a write was sent that the server has not refused: it may have been applied. */
    mayHaveWritten: () => mayHaveWritten,
    /** Shows what the command is doing. */
    showStatus(text: string, options?: { atOnce?: boolean }): void {
      show = () => report.busy(() => report.safe(text), options);
      show();
    },
  };
}

/** The server reports that it did nothing. (A 408 may come from a gateway that gave up waiting.) */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 408;
