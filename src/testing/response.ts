// The fake API's responses: the documented examples, and changes to them.
import { ERROR_EXAMPLES, SUCCESSES } from "../../generated/examples.ts";
import { writeJson } from "../json.mjs";

export interface FakeResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Headers to set; `null` and `undefined` take one away. */
export type HeaderChanges = Readonly<Record<string, string | null | undefined>>;

/** Ends the handling of a request with the documented error of this status. */
export class Refusal extends Error {
  readonly status: number;

  /** @param description replaces that of the example */
  constructor(status: number, description?: string) {
    super(description);
    this.status = status;
  }
}

/** The documented success of an operation. */
export function example(operationId: string): { status: number; body?: unknown } {
  const documented: Partial<Record<string, { status: number; body?: unknown }>> = SUCCESSES;
  return documented[operationId] ?? { status: 200 };
}

/** The documented error of an operation, else the most common one, else an empty body. */
export function failure(status: number, operationId = "", description = ""): FakeResponse {
  const documented: Partial<Record<string, readonly ErrorExample[]>> = ERROR_EXAMPLES;
  const examples = documented[status] ?? [];
  const own = examples.find(({ operations }) => operations?.includes(operationId)) ?? examples[0];
  if (!own) return { status, headers: {} };
  const { meta, error } = own.body;
  const body = { meta, error: { ...error, ...(description && { description }) } };
  return withHeaders(withBody({ status, headers: {} }, body), own.headers);
}

/** @param changes names in any case */
export function withHeaders(response: FakeResponse, changes: HeaderChanges): FakeResponse {
  const headers = new Map(Object.entries(response.headers));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  return { ...response, headers: Object.fromEntries(headers) };
}

/** @param body a string verbatim, anything else as JSON; `undefined` changes nothing */
export function withBody(response: FakeResponse, body: unknown): FakeResponse {
  if (body === undefined) return response;
  if (typeof body === "string") return { ...response, body };
  const typed = withHeaders(response, { "content-type": "application/json" });
  return { ...typed, body: writeJson(body) };
}

interface ErrorExample {
  /** The operations that document it; absent from the usual one. */
  readonly operations?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly meta: object; readonly error: object };
}
