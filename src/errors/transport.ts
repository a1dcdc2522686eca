// Errors of a call that no usable response came to.
import { type ErrorDetails, nameErrors, type Outcome, SupermetricsError } from "./base.ts";

/** No response came: the connection was refused or lost. */
export class ConnectionError extends SupermetricsError {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: "ConnectionError";
  static {
    nameErrors(this, "ConnectionError");
  }
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
  /** The runtime's own code, such as `ECONNREFUSED`, where it tells one. */
  declare readonly code?: string;

  constructor(
    message: string,
    details: ErrorDetails & Pick<ConnectionError, "outcome"> & { code?: string | undefined },
  ) {
    const { code, ...rest } = details;
    super(message, { ...rest, ...(code !== undefined && { code }) });
  }
}

/** The time of an attempt ran out before its response was read. */
export class TimeoutError extends SupermetricsError {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: "TimeoutError";
  static {
    nameErrors(this, "TimeoutError");
  }
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
  /** The time of one attempt, in milliseconds. */
  declare readonly timeout: number;

  constructor(message: string, details: ErrorDetails & Pick<TimeoutError, "outcome" | "timeout">) {
    super(message, details);
  }
}

/** A response that the contract does not describe: a redirect, or a success without its body. */
export class UnexpectedResponseError extends SupermetricsError {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: "UnexpectedResponseError";
  static {
    nameErrors(this, "UnexpectedResponseError");
  }
  /** The HTTP status; `undefined` where the runtime hides it, as browsers do for a redirect. */
  declare readonly status: number | undefined;
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
  /** The body's `meta.request_id`, else the `X-Request-Id` header: quote it to support. */
  declare readonly requestId: string | undefined;

  constructor(
    message: string,
    details: ErrorDetails & Pick<UnexpectedResponseError, "status" | "outcome" | "requestId">,
  ) {
    super(message, details);
  }
}
