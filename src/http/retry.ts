// Whether to retry after an attempt, and what it may have changed. Pure: no clock, no socket, no randomness.
import type { Outcome } from "../errors.ts";

/** How an attempt ended. */
export type AttemptResult =
  | {
      readonly kind: "response";
      readonly status: number;
      /** Redirects are neither followed nor retried. */
      readonly isRedirect: boolean;
      /** Seconds. */
      readonly retryAfter?: number | undefined;
    }
  | NoResponse;

/** `sent` is false only if the request is known not to have left. */
export interface NoResponse {
  readonly kind: "lost" | "timeout";
  readonly sent: boolean;
  /** What `fetch` rejected with. */
  readonly cause?: unknown;
}

/** What comes after an attempt. */
export type NextStep =
  | { readonly action: "stop" }
  /** Retry immediately with a newer token. */
  | { readonly action: "refresh" }
  /** Retry after this many milliseconds. */
  | { readonly action: "retry"; readonly delay: number };

/** The retries so far, and the limits. */
export interface RetryState {
  readonly retries: number;
  /** Whether a 401 can still be retried with a newer token. */
  readonly canRefresh: boolean;
  readonly maxRetries: number;
  readonly maxRetryDelay: number;
}

/** May be over by the time of the retry. */
const TRANSIENT: readonly number[] = [408, 429, 500, 502, 503, 504];
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 8_000;

/** Exponential backoff with full jitter, starting at 0.5 s; `Retry-After` is a lower bound. */
export function nextStep(
  method: string,
  result: AttemptResult,
  { retries, canRefresh, maxRetries, maxRetryDelay }: RetryState,
  random: number,
): NextStep {
  if (result.kind === "response") {
    if (result.isRedirect) return { action: "stop" };
    if (result.status === 401 && canRefresh) return { action: "refresh" };
  }
  if (retries >= maxRetries || !isRetryable(method, result)) return { action: "stop" };
  const retryAfter = result.kind === "response" ? (result.retryAfter ?? 0) * 1000 : 0;
  if (retryAfter > maxRetryDelay) return { action: "stop" };
  // Full jitter, so that clients that failed together do not come back together.
  const ceiling = Math.min(FIRST_BACKOFF * 2 ** retries, LONGEST_BACKOFF, maxRetryDelay);
  return { action: "retry", delay: Math.max(retryAfter, random * ceiling) };
}

function isRetryable(method: string, result: AttemptResult): boolean {
  if (result.kind === "response") {
    // The server refused a 429 before it did anything; the others may follow a stored secret.
    return (isIdempotent(method) ? TRANSIENT : [429]).includes(result.status);
  }
  // A token provider that hangs is not called again: another wait would change nothing.
  return result.sent ? isIdempotent(method) : result.kind === "lost";
}

/** It changes nothing (RFC 9110 §9.2.1). */
export const isSafe = (method: string) => ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method);

/** Doing it twice is the same as doing it once (RFC 9110 §9.2.2). */
const isIdempotent = (method: string) => isSafe(method) || method === "PUT" || method === "DELETE";

/** Whether a failed attempt may have changed anything. */
export function outcomeOf(method: string, result: AttemptResult): Outcome {
  if (isSafe(method)) return "not_applied";
  if (result.kind !== "response") return result.sent ? "unknown" : "not_applied";
  return isRefusal(result.status) ? "not_applied" : "unknown";
}

/** Statuses that mean the server did nothing. (A 408 may come from a gateway that stopped waiting.) */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

// RFC 9110 §5.6.7: the preferred form, and the two obsolete ones that a recipient must accept.
const DATE =
  /^(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;

/**
 * The seconds of a `Retry-After` (RFC 9110 §10.2.3), a date rounded up; `undefined`
 * for a value of no documented form. A bare `Date.parse` would take `-1` and `1.5` for dates.
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^[0-9]+$/.test(value)) return Math.min(Number(value), Number.MAX_SAFE_INTEGER);
  const date = parseDate(value);
  return date && Math.max(0, Math.ceil((date - now) / 1000));
}

/** Milliseconds since the epoch of an HTTP date. */
export function parseDate(value: string | null): number | undefined {
  if (value === null || !DATE.test(value)) return undefined;
  return Date.parse(value.endsWith("GMT") ? value : `${value} GMT`) || undefined;
}
