import { DetailedError, nameErrors, type Outcome } from "./base.ts";

/** No response came: the connection was refused or lost. */
export class ConnectionError extends DetailedError<Pick<ConnectionError, "outcome" | "cause">> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "ConnectionError";
  static {
    nameErrors(this, "ConnectionError");
  }
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
}

/** The time of an attempt ran out before its answer was read. */
export class TimeoutError extends DetailedError<Pick<TimeoutError, "outcome" | "timeout">> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "TimeoutError";
  static {
    nameErrors(this, "TimeoutError");
  }
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
  /** The time of one attempt, in milliseconds. */
  declare readonly timeout: number;
}

/** A response that the contract does not describe: a redirect, or a success without its body. */
export class UnexpectedResponseError extends DetailedError<
  Pick<UnexpectedResponseError, "status" | "outcome" | "requestId">
> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "UnexpectedResponseError";
  static {
    nameErrors(this, "UnexpectedResponseError");
  }
  /** The HTTP status; `undefined` where the runtime hides it, as browsers do for a redirect. */
  declare readonly status: number | undefined;
  /** Whether the call may have changed anything. */
  declare readonly outcome: Outcome;
  /** The `X-Request-Id` header, where there was one: quote it to support. */
  declare readonly requestId: string | undefined;
}
