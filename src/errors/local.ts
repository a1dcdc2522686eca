import { DetailedError, nameErrors, type Outcome } from "./base.ts";

/** Options of `createClient` or of a call, or a token provider, that cannot work. */
export class ConfigurationError extends DetailedError<Pick<ConfigurationError, "outcome">> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "ConfigurationError";
  static {
    nameErrors(this, "ConfigurationError");
  }
  /**
   * Whether the call may have changed anything: only of a token provider, which may fail after a
   * first attempt. Where it is absent, nothing was sent.
   */
  declare readonly outcome?: Outcome;

  constructor(message: string, details: Pick<ConfigurationError, "outcome"> = {}) {
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
  /** The broken rule: a JSON Schema keyword, or `pathSegment` or `wellFormed`. */
  readonly keyword: string;
  /** What is wrong, in words. No value is quoted. */
  readonly message: string;
}

/** Parameters that break the contract, or that the stored secrets do not allow. */
export class ValidationError extends DetailedError<Pick<ValidationError, "issues" | "outcome">> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "ValidationError";
  static {
    nameErrors(this, "ValidationError");
  }
  /** What is wrong, one entry per constraint that is broken. */
  declare readonly issues: readonly ValidationIssue[];
  /**
   * `"unknown"` where `secrets.set` finds its name doubled after a write of its own that may have
   * been applied. Where it is absent, nothing was changed.
   */
  declare readonly outcome?: Outcome;

  constructor(subject: string, issues: readonly ValidationIssue[], outcome?: Outcome) {
    const list = issues.map(({ path, message }) => `${path || "the parameters"} ${message}`);
    const details = outcome === "unknown" ? { issues, outcome } : { issues };
    super(`${subject}: ${list.join("; ")}.`, details);
  }
}
