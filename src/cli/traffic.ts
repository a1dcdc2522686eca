// Watches the requests of a command: whether a write is on its way, and what a wait is for.
import type { AttemptEvent, Fetch, FetchInit, Logger } from "../index.ts";
import type { Report } from "./output/report.ts";

/** Without a spinner, a wait is announced after this many milliseconds. */
const PATIENCE = 1_000;

export interface Traffic {
  /** For `createClient`. */
  readonly options: { readonly fetch: Fetch; readonly logger: Logger };
  /** Whether a write was sent that the server has not refused: it may have been applied. */
  readonly mayHaveWritten: boolean;
  /** Says what is being done, while it is being done. */
  doing(text: string, options?: { atOnce?: boolean }): void;
}

/** @param verbose whether to log each attempt */
export function watchTraffic(report: Report, verbose = false): Traffic {
  const { dim, safe } = report;
  let mayHaveWritten = false;
  let retryAfter: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let current: Parameters<Traffic["doing"]> | undefined;

  const show = () => {
    if (current) report.busy(() => safe(current?.[0] ?? ""), current[1]);
  };
  const watch = async (url: string, init: FetchInit): Promise<Response> => {
    clearTimeout(timer);
    if (timer) show();
    timer = undefined;
    retryAfter = null;
    const isWrite = init.method !== "GET";
    if (isWrite) mayHaveWritten = true;
    const response = await fetch(url, init);
    retryAfter = response.headers.get("retry-after");
    if (isWrite && isRefusal(response.status)) mayHaveWritten = false;
    return response;
  };
  const announceRepeat = ({ status }: AttemptEvent) => {
    clearTimeout(timer);
    if (!mayBeRepeated(status)) return;
    const end = Date.now() + waitOf(retryAfter);
    const what = status === undefined ? "No answer" : `${status}`;
    const words = () => {
      const seconds = Math.ceil((end - Date.now()) / 1000);
      return seconds > 0 ? `${what}: waiting ${seconds} s` : `${what}: waiting to try again`;
    };
    report.busy(words);
    const told = words();
    // After the last attempt, the process ends before the timer does.
    timer = setTimeout(() => report.look.live || dim(`${told}.`), PATIENCE).unref();
  };
  const logAttempt = ({ method, url, attempt, status, duration, requestId }: AttemptEvent) => {
    const id = requestId === undefined ? "" : `, request id ${requestId}`;
    const text = `${method} ${url}: ${status ?? "no answer"} in ${Math.round(duration)} ms`;
    dim(safe(`${text} (attempt ${attempt}${id})`));
  };
  return {
    options: {
      fetch: watch,
      logger: (event) => {
        if (verbose) logAttempt(event);
        announceRepeat(event);
      },
    },
    get mayHaveWritten() {
      return mayHaveWritten;
    },
    doing(...given) {
      current = given;
      show();
    },
  };
}

/** The server says that it did nothing. (A 408 may come from a gateway that gave up waiting.) */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 408;

/** Whether the client may repeat the request, judged by the status alone. */
const mayBeRepeated = (status: number | undefined) =>
  status === undefined || status === 408 || status === 429 || status >= 500;

/** Milliseconds that a `Retry-After` asks for: seconds, or a date (RFC 9110 §10.2.3). */
function waitOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const wait = /^[0-9]+$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - Date.now();
  return wait > 0 ? wait : 0;
}
