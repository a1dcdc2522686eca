// An incoming request: its body, parsed, and its operation.
import { OPERATIONS } from "../../generated/operations.ts";
import { parseJson } from "../json.mjs";
import type { Operation } from "../schema/operation.ts";

/** A request that the fake API received. */
export interface RecordedRequest {
  /** The HTTP method. */
  readonly method: string;
  /** As sent: percent-encoded, with its query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * As parsed: JSON (with a bigint for an integer beyond 2^53-1), or the members of a form, of
   * multipart with a `Blob` for a file; a list if a name is repeated. Else the text; `undefined`
   * without a body, and over HTTP without a valid credential, since the body is then not read.
   */
  readonly body: unknown;
}

/** An incoming request, over `fetch` or HTTP. */
export interface IncomingRequest extends Omit<RecordedRequest, "body"> {
  readonly body: Blob;
}

/** A parsed body. It is text if it breaks the syntax of its media type. */
export interface ReadBody {
  readonly kind: "none" | "json" | "form" | "multipart" | "text";
  readonly value: unknown;
}

/** The members of a query or a form: a list if a name is repeated. */
export type Members = Record<string, unknown>;

export async function readBody({ headers, body }: IncomingRequest): Promise<ReadBody> {
  if (body.size === 0) return { kind: "none", value: undefined };
  const type = headers["content-type"] ?? "";
  const essence = type.split(";")[0]?.trim().toLowerCase();
  if (essence === "multipart/form-data") {
    try {
      const form = await new Response(body, { headers: { "content-type": type } }).formData();
      return { kind: "multipart", value: membersOf(form) };
    } catch {}
  }
  const text = await body.text();
  if (essence === "application/x-www-form-urlencoded") {
    return { kind: "form", value: membersOf(new URLSearchParams(text)) };
  }
  const value = parseJson(text);
  const kind = value !== undefined && essence === "application/json" ? "json" : "text";
  return { kind, value: value === undefined ? text : value };
}

export function membersOf(entries: Iterable<readonly [string, unknown]>): Members {
  const members = new Map<string, unknown[]>();
  for (const [name, value] of entries) {
    const values = members.get(name);
    if (values) values.push(value);
    else members.set(name, [value]);
  }
  const single = [...members].map(([name, all]) => [name, all.length > 1 ? all : all[0]]);
  return Object.fromEntries(single);
}

/** An operation that a request reaches, with the parameters of its path, decoded. */
export interface Route {
  readonly operation: Operation;
  readonly path: Members;
}

const TEMPLATE = /\{([^{}]+)\}/g;

// Of two paths that match, the one with fewer parameters is the concrete one, which comes first.
const ROUTES = OPERATIONS.map((operation) => {
  const names = [...operation.path.matchAll(TEMPLATE)].map(([, name = ""]) => name);
  const escaped = operation.path.replace(/[^\w/{}-]/g, "\\$&");
  return { operation, names, pattern: new RegExp(`^${escaped.replace(TEMPLATE, "([^/]+)")}$`) };
}).sort((one, other) => one.names.length - other.names.length);

/** `undefined` for a path or method that the contract does not know. */
export function findRoute({ method, path }: IncomingRequest): Route | undefined {
  const [pathname = ""] = path.split("?");
  for (const { operation, names, pattern } of ROUTES) {
    const match = operation.method === method && pattern.exec(pathname);
    if (!match) continue;
    try {
      const values = match.slice(1).map(decodeURIComponent);
      const entries = names.map((name, index) => [name, values[index]]);
      return { operation, path: Object.fromEntries(entries) };
    } catch {
      // A broken percent-encoding names nothing.
    }
  }
  return undefined;
}
