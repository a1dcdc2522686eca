import { DetailedError, nameErrors, SupermetricsError } from "./base.ts";

/** Options of `createClient` or of a call, or a token provider, that cannot work. */
export class ConfigurationError extends SupermetricsError {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "ConfigurationError";
  static {
    nameErrors(this, "ConfigurationError");
  }
}

/** One broken constraint. The value that broke it is never quoted. */
export interface ValidationIssue {
  /** The parameter, such as `secret_name`; a member of it after a dot. Empty: all of them. */
  readonly path: string;
  /** The broken rule: a JSON Schema keyword, or `pathSegment` or `wellFormed`. */
  readonly keyword: string;
  /** What is wrong, in words. No value is quoted. */
  readonly message: string;
}

/** Parameters that break the contract. No request was sent. */
export class ValidationError extends DetailedError<Pick<ValidationError, "issues">> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "ValidationError";
  static {
    nameErrors(this, "ValidationError");
  }
  /** What is wrong, one entry per constraint that is broken. */
  declare readonly issues: readonly ValidationIssue[];

  constructor(subject: string, issues: readonly ValidationIssue[]) {
    const list = issues.map(({ path, message }) => `${path || "the parameters"} ${message}`);
    super(`${subject}: ${list.join("; ")}`, { issues });
  }
}
