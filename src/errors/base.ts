/**
 * What a failed write left behind.
 *
 * - `"not_applied"`: the server refused the request, or it never got there. Nothing changed.
 * - `"unknown"`: it may have been applied. List the secrets, or repeat with `secrets.set`.
 */
export type Outcome = "not_applied" | "unknown";

/** The base of every error that this package throws, except for a caller's own abort reason. */
export class SupermetricsError extends Error {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: string;
  static {
    nameErrors(this, "SupermetricsError");
  }
}

/** An error that has members of its own. Its message says when the outcome among them is unknown. */
export class DetailedError<Details extends object> extends SupermetricsError {
  constructor(message: string, details: Details) {
    // Of the details, `Error` itself takes the `cause`, which it hides from enumeration.
    super(isUnknown(details) ? `${message} It may have been applied.` : message, details);
    Object.assign(this, details);
  }
}

/** Whether an error, or what becomes one, leaves open what a write did. */
export function isUnknown(error: object): boolean {
  return "outcome" in error && error.outcome === "unknown";
}

/**
 * Gives a class and its errors a literal name: a minifier renames classes, and an own member would
 * come too late for the first line of the stack.
 */
export function nameErrors(
  errorClass: { readonly prototype: SupermetricsError },
  name: string,
): void {
  for (const named of [errorClass, errorClass.prototype]) {
    Object.defineProperty(named, "name", { value: name });
  }
}
