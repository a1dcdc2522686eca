import { ConfigurationError } from "./errors/local.ts";

/** Extra request headers: a record, pairs, or a `Headers`. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | Iterable<readonly [name: string, value: string]>;

/** Values by their lower-case names, checked. */
export type HeaderRecord = Readonly<Record<string, string>>;

// RFC 9110 §5.1 and §5.5. The runtime would check too, and quote what it refuses.
// The client and the runtime write those that frame the request: others would make it fail on its way.
const NAME =
  /^(?!(?:authorization|connection|content-length|expect|keep-alive|transfer-encoding|upgrade|__proto__)$)[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Copies and checks extra headers. Neither names nor values are quoted: a key may be among them. */
export function readHeaders(headers: HeadersOption = {}): HeaderRecord {
  const read: Record<string, string> = {};
  try {
    for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
      const lowerCase = name.toLowerCase();
      if (!NAME.test(lowerCase) || typeof value !== "string" || !VALUE.test(value)) throw name;
      read[lowerCase] = value;
    }
  } catch {
    throw new ConfigurationError(
      "headers must hold names and values that HTTP allows, without authorization and what frames the request, such as content-length.",
    );
  }
  return read;
}
