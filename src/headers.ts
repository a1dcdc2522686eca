import { ConfigurationError } from "./errors/local.ts";

/** Extra request headers: a record, pairs, or a `Headers`. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | Iterable<readonly [name: string, value: string]>;

/** Lower-case names with their values, checked. */
export type HeaderEntries = ReadonlyArray<readonly [name: string, value: string]>;

// RFC 9110 §5.1 and §5.5. The runtime would check too, and quote what it refuses.
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Copies and checks extra headers. Neither names nor values are quoted: a key may be among them. */
export function readHeaders(headers: HeadersOption | undefined): HeaderEntries {
  if (headers === undefined) return [];
  if (typeof headers !== "object" || headers === null) {
    throw new ConfigurationError("headers must be an object.");
  }
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return entries.map((entry) => {
    const [name, value]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string" || !NAME.test(name)) {
      throw new ConfigurationError("headers holds a name that is no token.");
    }
    if (typeof value !== "string" || !VALUE.test(value)) {
      throw new ConfigurationError(
        "headers holds a value that is no string of visible characters.",
      );
    }
    if (name.toLowerCase() === "authorization") {
      throw new ConfigurationError("headers must not hold authorization: the client writes it.");
    }
    return [name.toLowerCase(), value] as const;
  });
}
