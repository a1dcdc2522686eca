// A response with what was read of it.
import { type ErrorBody, readErrorBody } from "./envelope.ts";
import { type Body, textOf } from "./read-body.ts";

export interface Answer {
  readonly kind: "response";
  readonly response: Response;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** Empty where it was discarded: of a redirect, or of a response whose request is repeated. */
  readonly body: Body;
}

/** A response that is neither a success nor an error: a 3xx, hidden or followed against our word. */
export function isRedirect({ status, response }: Answer): boolean {
  return status < 200 || (status >= 300 && status < 400) || response.redirected;
}

/** The documented error body, as far as the response keeps to it. */
export const errorBodyOf = ({ body }: Answer): ErrorBody => readErrorBody(textOf(body));

/** The body's id, else the header's. */
export function requestIdOf(answer: Answer): string | undefined {
  return errorBodyOf(answer).requestId ?? answer.response.headers.get("x-request-id") ?? undefined;
}
