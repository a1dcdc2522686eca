// The answers of the fake API. Errors are the documented examples.
import { ERROR_EXAMPLES } from "../../generated/examples.ts";

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Headers to set; `null` and `undefined` take one away. */
export type HeaderChanges = Readonly<Record<string, string | null | undefined>>;

const JSON_TYPE = { "content-type": "application/json" };

/** @param value absent for an answer without a body */
export function success(status: number, value?: object): Answer {
  if (!value) return { status, headers: {}, body: undefined };
  return { status, headers: JSON_TYPE, body: JSON.stringify(value) };
}

/**
 * The documented example of the status; without one, an empty body.
 *
 * @param description says what is wrong, where there is more to say
 */
export function failure(status: number, description?: string): Answer {
  const documented: Partial<Record<string, ErrorExample>> = ERROR_EXAMPLES;
  const example = documented[status];
  if (!example) return { status, headers: {}, body: undefined };
  const { meta, error } = example.body;
  const body = { meta, error: { ...error, ...(description && { description }) } };
  return withHeaders(withBody({ status, headers: {}, body: undefined }, body), example.headers);
}

export function withHeaders(answer: Answer, changes: HeaderChanges): Answer {
  const headers = new Map(Object.entries(answer.headers));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  return { ...answer, headers: Object.fromEntries(headers) };
}

/** @param body a string as it is, all else as JSON */
export function withBody(answer: Answer, body: unknown): Answer {
  if (typeof body === "string") return { ...answer, body };
  return { ...withHeaders(answer, JSON_TYPE), body: JSON.stringify(body) };
}

interface ErrorExample {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly meta: object; readonly error: object };
}
