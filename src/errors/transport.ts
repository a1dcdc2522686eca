import { nameErrors, type Outcome, SupermetricsError } from "./base.ts";

/** No response came: the connection was refused or lost. */
export class ConnectionError extends SupermetricsError {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "ConnectionError";
  static {
    nameErrors(this, "ConnectionError");
  }
  /** Whether the call may have changed anything. */
  readonly outcome: Outcome;

  constructor(message: string, details: { outcome: Outcome; cause?: unknown }) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.outcome = details.outcome;
  }
}

/** The time of an attempt ran out before its answer was read. */
export class TimeoutError extends SupermetricsError {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "TimeoutError";
  static {
    nameErrors(this, "TimeoutError");
  }
  /** Whether the call may have changed anything. */
  readonly outcome: Outcome;
  /** The time of one attempt, in milliseconds. */
  readonly timeout: number;

  constructor(message: string, details: { outcome: Outcome; timeout: number }) {
    super(message);
    this.outcome = details.outcome;
    this.timeout = details.timeout;
  }
}

/** A response that the contract does not describe: a redirect, or a success without its body. */
export class UnexpectedResponseError extends SupermetricsError {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "UnexpectedResponseError";
  static {
    nameErrors(this, "UnexpectedResponseError");
  }
  /** The HTTP status; `undefined` where the runtime hides it, as browsers do for a redirect. */
  readonly status: number | undefined;
  /** Whether the call may have changed anything. */
  readonly outcome: Outcome;
  /** The `X-Request-Id` header, where there was one: quote it to the support. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    details: { status?: number | undefined; outcome: Outcome; requestId?: string | undefined },
  ) {
    super(message);
    this.status = details.status;
    this.outcome = details.outcome;
    this.requestId = details.requestId;
  }
}
