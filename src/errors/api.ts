import type { ErrorCode } from "../types.ts";
import { DetailedError, nameErrors, type Outcome } from "./base.ts";

/** The request quota, as the response's headers told it; a member is `undefined` without one. */
export interface RateLimit {
  /** Requests an hour (`X-RateLimit-Limit`). */
  readonly limit: number | undefined;
  /** What is left of them (`X-RateLimit-Remaining`). */
  readonly remaining: number | undefined;
}

/** What is known of a 4xx or 5xx response. */
export interface ApiErrorDetails {
  /** The HTTP status. */
  readonly status: number;
  /** The body's `error.code`: branch on it, not on the message. */
  readonly code: ErrorCode | undefined;
  /** The body's `error.description`: the failed field or condition, where the server names it. */
  readonly description: string | undefined;
  /** The body's `meta.request_id`, else the `X-Request-Id` header: quote it to support. */
  readonly requestId: string | undefined;
  /** What the headers told of the request quota. */
  readonly rateLimit: RateLimit;
  /** Seconds to wait before the next request (`Retry-After`, RFC 9110 §10.2.3). */
  readonly retryAfter: number | undefined;
  /** Whether the call may have changed anything. */
  readonly outcome: Outcome;
  /** The HTTP method that was sent. */
  readonly method: string;
  /** The path that was sent. */
  readonly path: string;
}

/** A 4xx or 5xx response. */
export class ApiError extends DetailedError<ApiErrorDetails> implements ApiErrorDetails {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: string;
  static {
    nameErrors(this, "ApiError");
  }
  declare readonly status: number;
  declare readonly code: ErrorCode | undefined;
  declare readonly description: string | undefined;
  declare readonly requestId: string | undefined;
  declare readonly rateLimit: RateLimit;
  declare readonly retryAfter: number | undefined;
  declare readonly outcome: Outcome;
  declare readonly method: string;
  declare readonly path: string;
}
