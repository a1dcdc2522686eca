// Errors of a 4xx or 5xx response: one class for each status that callers branch on.
import type { ErrorCode } from "../../generated/schema.d.ts";
import { nameErrors, type Outcome, SupermetricsError } from "./base.ts";

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
  /** What the headers said about the request quota. */
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

/** A 4xx or 5xx response. A status without a class of its own, such as 402, uses this one. */
export class ApiError extends SupermetricsError implements ApiErrorDetails {
  /** The name of the class, which minifiers do not change. */
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

  constructor(message: string, details: ApiErrorDetails & { readonly operation?: string }) {
    super(message, details);
  }
}

/** 400: the request is malformed. */
export class BadRequestError extends ApiError {
  static {
    nameErrors(this, "BadRequestError");
  }
}

/** 401: the credential is missing, wrong or expired. */
export class AuthenticationError extends ApiError {
  static {
    nameErrors(this, "AuthenticationError");
  }
}

/** 403: the credential is valid, but may not do this. */
export class PermissionDeniedError extends ApiError {
  static {
    nameErrors(this, "PermissionDeniedError");
  }
}

/** 404: no such team, connector or placeholder. */
export class NotFoundError extends ApiError {
  static {
    nameErrors(this, "NotFoundError");
  }
}

/** 409: the secret exists already. */
export class ConflictError extends ApiError {
  static {
    nameErrors(this, "ConflictError");
  }
}

/** 422: a parameter is not acceptable; `description` may name it. */
export class UnprocessableEntityError extends ApiError {
  static {
    nameErrors(this, "UnprocessableEntityError");
  }
}

/** 429: too many requests; `retryAfter` says when to come back, where the server does. */
export class RateLimitError extends ApiError {
  static {
    nameErrors(this, "RateLimitError");
  }
}

/** 5xx: the server failed. */
export class ServerError extends ApiError {
  static {
    nameErrors(this, "ServerError");
  }
}

const CLASS_OF_STATUS: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** RFC 9110 §15: a status beyond 599 is taken for a 5xx. */
export function errorClassOf(status: number): typeof ApiError {
  return CLASS_OF_STATUS[status] ?? (status >= 500 ? ServerError : ApiError);
}
