/**
 * What a failed write left behind.
 *
 * - `"not_applied"`: the server refused the request, or it never got there. Nothing changed.
 * - `"unknown"`: it may have been applied. List the secrets, or repeat with `secrets.set`.
 */
export type Outcome = "not_applied" | "unknown";

/** What every error may know. */
export interface ErrorDetails {
  readonly operation?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly cause?: unknown;
}

/**
 * The base of every error that this package throws, except for a caller's own abort reason.
 *
 * Where two copies of the package are loaded, `instanceof` sees only its own: compare `name` there.
 * `structuredClone` makes a plain `Error` of it: send what `toJSON()` gives to another thread.
 */
export class SupermetricsError extends Error {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: string;
  static {
    nameErrors(this, "SupermetricsError");
  }
  /**
   * The `operationId` of the request that failed, also inside `secrets.set` and its like; their own
   * name where no request is to blame; method and path template for `client.http`. Absent where
   * `createClient` refuses its options.
   */
  declare readonly operation?: string;

  constructor(message: string, details: ErrorDetails = {}) {
    // `Error` itself takes the cause, and hides it from enumeration.
    const { cause, operation, ...members } = details;
    super(
      isUnknown(details) ? `${message} It may have been applied.` : message,
      cause === undefined ? undefined : { cause },
    );
    Object.assign(this, operation !== undefined && { operation }, members);
  }

  /** Name, message and members, so that a JSON log shows what the console shows. */
  toJSON(): Record<string, unknown> {
    return errorToJson(this);
  }
}

/** Name and message come last: no member stands in for them. */
function errorToJson({ name, message, cause, ...members }: Error): Record<string, unknown> {
  const nested = cause instanceof Error ? { cause: errorToJson(cause) } : {};
  return { ...members, ...nested, name, message };
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
