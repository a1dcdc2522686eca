// Errors of what the caller gave: no request was sent, or none that counts.
import { type ErrorDetails, nameErrors, type Outcome, SupermetricsError } from "./base.ts";

/** Options of `createClient` or of a call, or a token provider, that cannot work. */
export class ConfigurationError extends SupermetricsError {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: "ConfigurationError";
  static {
    nameErrors(this, "ConfigurationError");
  }
  /** The option to blame, where it is one. */
  declare readonly option?: string;
  /**
   * Whether the call may have changed anything: only of a token provider or a `fetch`, which may
   * fail after a first attempt. Where it is absent, nothing was sent.
   */
  declare readonly outcome?: Outcome;

  constructor(message: string, details: ErrorDetails & { readonly option?: string } = {}) {
    super(message, details);
  }
}

/** One broken constraint. The value that broke it is never quoted. */
export interface ValidationIssue {
  /**
   * The parameter, such as `secret_name`; a member of it after a dot. Empty where the parameters as
   * a whole are wrong.
   */
  readonly path: string;
  /** The broken rule: a JSON Schema keyword, or `pathSegment`, `wellFormed`, `header` or `json`. */
  readonly keyword: string;
  /** What is wrong, in words. No value is quoted. */
  readonly message: string;
}

/** Parameters that break the contract, or that the stored secrets do not allow. */
export class ValidationError extends SupermetricsError {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: "ValidationError";
  static {
    nameErrors(this, "ValidationError");
  }
  /** What is wrong, one entry for each broken constraint. */
  declare readonly issues: readonly ValidationIssue[];
  /**
   * `"unknown"` where `secrets.set` finds its name doubled after a write of its own that may have
   * been applied.
   */
  declare readonly outcome: Outcome;

  constructor(
    operation: string,
    issues: readonly ValidationIssue[],
    outcome: Outcome = "not_applied",
  ) {
    const list = issues.map(({ path, message }) => `${path || "the parameters"} ${message}`);
    const details = { operation, issues, outcome };
    super(`${operation}: ${list.join("; ")}.`, details);
  }
}
