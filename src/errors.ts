// The errors of the client, except for `SyncError`, which is beside its method.
import type { ErrorCode } from "../generated/schema.d.ts";

/**
 * What a failed write left behind.
 *
 * - `"not_applied"`: the server refused the request, or it never got there. Nothing changed.
 * - `"unknown"`: it may have been applied. List the secrets, or retry with `secrets.set`.
 *
 * Some runtimes resend a lost request by themselves. In a browser, and for a DELETE in Deno, a
 * 404, 409 or 429 to a write is therefore `"unknown"`: our own first request may be its cause.
 */
export type Outcome = "not_applied" | "unknown";

/** What an error may know; more members become those of the error. */
export interface ErrorDetails {
  readonly operation?: string | undefined;
  /** Default: `"not_applied"`. */
  readonly outcome?: Outcome | undefined;
  readonly cause?: unknown;
  readonly [member: string]: unknown;
}

/**
 * The base of every error that this package throws, except for a caller's own abort reason.
 *
 * If two copies of the package are loaded, `instanceof` sees only its own: compare `name` there.
 * `structuredClone` makes a plain `Error` of it: send what `toJSON()` returns to another thread.
 */
export class SupermetricsError extends Error {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: string;
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
  /**
   * The `operationId` of the request that failed, also for methods that make several requests;
   * their own name if no single request failed; method and path template for `client.http`. Absent
   * if `createClient` refuses its options.
   */
  declare readonly operation?: string;

  constructor(message: string, details: ErrorDetails = {}) {
    // `Error` itself takes the cause, and hides it from enumeration.
    const { cause, operation, outcome = "not_applied", ...members } = details;
    super(
      outcome === "unknown" ? `${message} The request may have been applied.` : message,
      cause === undefined ? undefined : { cause },
    );
    Object.assign(this, operation !== undefined && { operation }, members, { outcome });
  }

  /** Name, message and members, so that a JSON log shows what the console shows. */
  toJSON(): Record<string, unknown> {
    return errorToJson(this);
  }
}

/** Name and message come last, so that no member replaces them. */
function errorToJson({ name, message, cause, ...members }: Error): Record<string, unknown> {
  const nested = cause instanceof Error ? { cause: errorToJson(cause) } : {};
  return { ...members, ...nested, name, message };
}

/** Invalid options of `createClient` or of a call, or a failed token provider. */
export class ConfigurationError extends SupermetricsError {
  declare readonly name: "ConfigurationError";
  /** The invalid option, if it is one. */
  declare readonly option?: string;
}

/** One broken constraint. The value that broke it is never quoted. */
export interface ValidationIssue {
  /**
   * The parameter, such as `secret_name`; a member of it after a dot. Empty if the parameters as a
   * whole are wrong.
   */
  readonly path: string;
  /** The broken rule: a JSON Schema keyword, or `pathSegment`, `wellFormed`, `header` or `json`. */
  readonly keyword: string;
  /** What is wrong, in words. No value is quoted. */
  readonly message: string;
  /** True if the name of the member at `path` broke the rule, not its value. */
  readonly isName?: true;
}

/** Those in the message: `issues` has all. */
const MOST_ISSUES = 20;

/**
 * Parameters that break the contract, or that the stored secrets do not allow. Its `outcome` is
 * `"unknown"` only if `secrets.set` finds a duplicate name after its own write may have
 * been applied.
 */
export class ValidationError extends SupermetricsError {
  declare readonly name: "ValidationError";
  /** What is wrong, one entry for each broken constraint. */
  declare readonly issues: readonly ValidationIssue[];

  constructor(operation: string, issues: readonly ValidationIssue[], outcome?: Outcome) {
    const list = issues
      .slice(0, MOST_ISSUES)
      .map(
        ({ path, isName, message }) =>
          `${path || "the parameters"}${isName ? ": the name" : ""} ${message}`,
      );
    super(`${operation}: ${list.join("; ")}.`, { operation, issues, outcome });
  }
}

/**
 * The published configuration is not the one that `connectors.publish` expects. Nothing
 * was written. (It holds no configuration, because errors are logged.)
 */
export class ConnectorChangedError extends SupermetricsError {
  declare readonly name: "ConnectorChangedError";

  constructor(operation: string) {
    super(`${operation}: the published configuration is not the expected one.`, { operation });
  }
}

/** No response came: the connection was refused or lost. */
export class ConnectionError extends SupermetricsError {
  declare readonly name: "ConnectionError";
  /** The runtime's own code, such as `ECONNREFUSED`, if there is one. */
  declare readonly code?: string;
}

/** An attempt timed out before its response was read. */
export class TimeoutError extends SupermetricsError {
  declare readonly name: "TimeoutError";
  /** The timeout of one attempt, in milliseconds. */
  declare readonly timeout: number;
}

/** A response that the contract does not describe: a redirect, or a success without its body. */
export class UnexpectedResponseError extends SupermetricsError {
  declare readonly name: "UnexpectedResponseError";
  /** The HTTP status; `undefined` if the runtime hides it, as browsers do for a redirect. */
  declare readonly status: number | undefined;
  /** The body's `meta.request_id`, else the `X-Request-Id` header: quote it to support. */
  declare readonly requestId: string | undefined;
}

/** The request quota, as in the response's headers; a member is `undefined` without one. */
export interface RateLimit {
  /** Requests an hour (`X-RateLimit-Limit`). */
  readonly limit: number | undefined;
  /** What is left of them (`X-RateLimit-Remaining`). */
  readonly remaining: number | undefined;
}

/** A 4xx or 5xx response. A status without a class of its own, such as 402, uses this one. */
export class ApiError extends SupermetricsError {
  declare readonly name: string;
  /** The HTTP status. */
  declare readonly status: number;
  /** The body's `error.code`: branch on it, not on the message. */
  declare readonly code: ErrorCode | undefined;
  /** The body's `error.description`: the failed field or condition, if the server names it. */
  declare readonly description: string | undefined;
  /** The body's `meta.request_id`, else the `X-Request-Id` header: quote it to support. */
  declare readonly requestId: string | undefined;
  /** What the headers said about the request quota. */
  declare readonly rateLimit: RateLimit;
  /** Seconds to wait before the next request (`Retry-After`, RFC 9110 §10.2.3). */
  declare readonly retryAfter: number | undefined;
  /** The HTTP method that was sent. */
  declare readonly method: string;
  /** The path that was sent. */
  declare readonly path: string;

  constructor(message: string, details: ApiErrorDetails & { readonly operation?: string }) {
    super(message, details);
  }
}

/** Details of a 4xx or 5xx response. */
export type ApiErrorDetails = Omit<ApiError, keyof Error | "operation" | "toJSON">;

/** 400: the request is malformed. */
export class BadRequestError extends ApiError {}
/** 401: the credential is missing, wrong or expired. */
export class AuthenticationError extends ApiError {}
/** 403: the credential is valid, but may not do this. */
export class PermissionDeniedError extends ApiError {}
/** 404: no such team, connector or placeholder. */
export class NotFoundError extends ApiError {}
/** 409: the secret exists already. */
export class ConflictError extends ApiError {}
/** 422: a parameter is not acceptable; `description` may name it. */
export class UnprocessableEntityError extends ApiError {}
/** 429: too many requests; `retryAfter` is the wait that the server requests, if any. */
export class RateLimitError extends ApiError {}
/** 5xx: the server failed. */
export class ServerError extends ApiError {}

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

/**
 * Sets a literal name on classes and prototypes: minifiers rename classes, and an own member would
 * come too late for the first line of the stack.
 */
export function nameErrors(
  classes: Readonly<Record<string, { readonly prototype: SupermetricsError }>>,
): void {
  for (const [name, errorClass] of Object.entries(classes)) {
    for (const named of [errorClass, errorClass.prototype]) {
      Object.defineProperty(named, "name", { value: name });
    }
  }
}

nameErrors({
  SupermetricsError,
  ConfigurationError,
  ValidationError,
  ConnectorChangedError,
  ConnectionError,
  TimeoutError,
  UnexpectedResponseError,
  ApiError,
  BadRequestError,
  AuthenticationError,
  PermissionDeniedError,
  NotFoundError,
  ConflictError,
  UnprocessableEntityError,
  RateLimitError,
  ServerError,
});
