// A response with what was read of it.
import { type ErrorBody, readErrorBody } from "./envelope.ts";
import { type Body, textOf } from "./read-body.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { Task } from "./task.ts";

export interface Answer {
  readonly kind: "response";
  readonly response: Response;
  readonly status: number;
  /** Neither a success nor an error: a 3xx, hidden or followed against our word. */
  readonly isRedirect: boolean;
  /** A success by its status. */
  readonly ok: boolean;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** Empty where it was discarded: of a redirect, or of a response whose request is repeated. */
  readonly body: Body;
}

/** Each member is read once: a runtime's getters cost more than their looks. */
export function toAnswer(response: Response): Answer {
  const { status, headers } = response;
  // What is no Response, from an injected fetch, fails here as a lost connection does.
  if (typeof headers.get !== "function") throw new TypeError("fetch gave no Response.");
  const isRedirect = status < 200 || (status >= 300 && status < 400) || response.redirected;
  const ok = status < 300 && !isRedirect;
  const retryAfter = ok ? undefined : parseRetryAfter(headers.get("retry-after"), Date.now());
  const body = { chunks: [], complete: false, reader: undefined };
  return { kind: "response", response, status, isRedirect, ok, retryAfter, body };
}

/** The documented error body, as far as the response keeps to it. */
export const errorBodyOf = ({ body }: Answer): ErrorBody => readErrorBody(textOf(body));

/** The body's id, else the header's, cleaned. */
export function requestIdOf(answer: Answer, { clean }: Task): string | undefined {
  const id = errorBodyOf(answer).requestId ?? answer.response.headers.get("x-request-id");
  return id ? clean(id) : undefined;
}
