// The fake API's responses: the documented examples, and changes to them.
import { ERROR_EXAMPLES, SUCCESSES } from "../../generated/examples.ts";
import { writeJson } from "../json.mjs";

export interface FakeResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Headers to set; `null` and `undefined` take one away. */
export type HeaderChanges = Readonly<Record<string, string | null | undefined>>;

/** Ends the handling of a request with the documented error of this status. */
export class Refusal extends Error {
  readonly status: number;
  readonly description: string | undefined;

  /** @param description says what is wrong, if the example does not */
  constructor(status: number, description?: string) {
    super(description);
    this.status = status;
    this.description = description;
  }
}

/** The documented success of an operation. */
export function example(operationId: string): { status: number; body?: unknown } {
  const documented: Partial<Record<string, { status: number; body?: unknown }>> = SUCCESSES;
  return documented[operationId] ?? { status: 200 };
}

/** @param body absent for a response without one */
export function success(operationId: string, body: unknown): FakeResponse {
  const empty = { status: example(operationId).status, headers: {}, body: undefined };
  return body === undefined ? empty : withBody(empty, body);
}

/** How a refusal differs from the usual example of its status. */
interface FailureOptions {
  /** The operation that was called: its own example, if it has one. */
  readonly operationId?: string | undefined;
  /** Says what is wrong. */
  readonly description?: string | undefined;
}

/** The documented example of an error; an empty body if there is none. */
export function failure(
  status: number,
  { operationId = "", description }: FailureOptions = {},
): FakeResponse {
  const empty = { status, headers: {}, body: undefined };
  const documented: Partial<Record<string, readonly ErrorExample[]>> = ERROR_EXAMPLES;
  const examples = documented[status] ?? [];
  const own = examples.find(({ operations }) => operations?.includes(operationId)) ?? examples[0];
  if (!own) return empty;
  const { meta, error } = own.body;
  const body = { meta, error: { ...error, ...(description && { description }) } };
  return withHeaders(withBody(empty, body), own.headers);
}

export function withHeaders(response: FakeResponse, changes: HeaderChanges): FakeResponse {
  const headers = new Map(Object.entries(response.headers));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  return { ...response, headers: Object.fromEntries(headers) };
}

/** @param body a string as it is, all else as JSON */
export function withBody(response: FakeResponse, body: unknown): FakeResponse {
  if (typeof body === "string") return { ...response, body };
  const headers = { "content-type": "application/json" };
  return { ...withHeaders(response, headers), body: writeJson(body) };
}

interface ErrorExample {
  /** The operations that document it; absent from the usual one. */
  readonly operations?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly meta: object; readonly error: object };
}
