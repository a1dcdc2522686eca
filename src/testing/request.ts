// What a request asks for: its operation, and its parameters, checked as the contract says.
import { OPERATIONS } from "../../generated/operations.ts";
import type { ValidationIssue } from "../index.ts";
import type { Operation, Schema, SchemaType } from "../operation.ts";
import { check } from "../validate.ts";
import { Refusal } from "./response.ts";

/** A request, by whichever way it came. */
export interface IncomingRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, with its query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A body as it was read. What breaks the syntax of its media type is text. */
export interface ReadBody {
  readonly kind: "none" | "json" | "form" | "multipart" | "text";
  readonly value: unknown;
}

/** The members of a query or a form: a list where a name is repeated. */
type Members = Record<string, unknown>;

export async function readBody({ headers, bytes }: IncomingRequest): Promise<ReadBody> {
  const type = headers["content-type"] ?? "";
  if (bytes.length === 0) return { kind: "none", value: undefined };
  if (isType(type, "multipart/form-data")) {
    try {
      const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
      return { kind: "multipart", value: membersOf(form) };
    } catch {}
  }
  const text = new TextDecoder().decode(bytes);
  if (isType(type, "application/x-www-form-urlencoded")) {
    return { kind: "form", value: membersOf(new URLSearchParams(text)) };
  }
  const value = parseJson(text);
  const kind = value !== undefined && isType(type, "application/json") ? "json" : "text";
  return { kind, value: value ?? text };
}

const isType = (header: string, type: string) =>
  header.split(";")[0]?.trim().toLowerCase() === type;

function membersOf(entries: Iterable<readonly [string, unknown]>): Members {
  const members = new Map<string, unknown[]>();
  for (const [name, value] of entries) {
    members.set(name, [...(members.get(name) ?? []), value]);
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
    const match = operation.method === method ? pattern.exec(pathname) : null;
    const values = match?.slice(1).map(decode);
    if (!values || values.includes(undefined)) continue;
    const entries = names.map((name, index) => [name, values[index]]);
    return { operation, path: Object.fromEntries(entries) };
  }
  return undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/**
 * The parameters of an operation, side by side as the methods of the client take them.
 *
 * @throws {Refusal} 404 for a path that names nothing, 400 for what breaks the query, a header or
 *   the form of the body, 422 for members of the body that break the contract
 */
export function readParams(
  { operation, path }: Route,
  { path: url, headers }: IncomingRequest,
  body: ReadBody,
): Record<string, unknown> {
  const { parameters } = operation;
  const named = Object.keys(parameters.header?.properties ?? {});
  const sent = named.map((name) => [name, headers[name.toLowerCase()]]);
  return {
    ...checked(404, parameters.path, path),
    ...checked(400, parameters.query, readQuery(url, operation)),
    ...checked(400, parameters.header, Object.fromEntries(sent)),
    ...checkedBody(operation, body),
  };
}

function checkedBody(operation: Operation, { kind, value }: ReadBody): object {
  const { body: schema, bodyRequired, encoding = "json" } = operation;
  if (!schema || (kind === "none" && !bodyRequired)) return {};
  if (kind !== encoding) throw new Refusal(400);
  const status = encoding === "multipart" ? 400 : 422;
  return checked(status, schema, value, encoding === "json");
}

/** @param isTyped whether the value has its types already; else it is text */
function checked(
  status: number,
  schema: Schema | undefined,
  value: unknown,
  isTyped = false,
): object {
  if (!schema) return {};
  const issues: ValidationIssue[] = [];
  const typed = isTyped ? value : typedMembers(schema, value as Members);
  const copy = check(schema, typed, { issues, secrets: [] });
  if (issues.length === 0) return copy as object;
  const sentences = issues.map(({ path, message }) => `${path || "The body"} ${message}.`);
  throw new Refusal(status, sentences.join(" ").slice(0, LONGEST_DESCRIPTION));
}

/** The documented `maxLength`. */
const LONGEST_DESCRIPTION = 2048;

/** How lists and objects stand in a query. OpenAPI's own default for an object is not the client's. */
interface Styles {
  readonly array?: Style;
  readonly object?: Style;
}

interface Style {
  readonly style: string;
  readonly explode: boolean;
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: " ", pipeDelimited: "|" };

function readQuery(url: string, { parameters, querySerializer = {} }: Operation): Members {
  const members = membersOf(new URLSearchParams(url.split("?").slice(1).join("?")));
  const { array, object }: Styles = querySerializer;
  for (const [name, schema] of Object.entries(parameters.query?.properties ?? {})) {
    const value = members[name];
    if (isOf(schema, "array") && array?.explode === false && typeof value === "string") {
      members[name] = value.split(SEPARATORS[array.style] ?? ",");
    }
    if (isOf(schema, "object")) members[name] = readObject(name, schema, members, object);
  }
  return members;
}

function readObject(
  name: string,
  schema: Schema,
  members: Members,
  { style, explode }: Style = { style: "deepObject", explode: true },
): Members | undefined {
  const entries = Object.entries(members);
  const written = String(members[name] ?? "").split(",");
  let own: [string, unknown][];
  if (style === "deepObject") {
    const inside = entries.filter(([key]) => key.startsWith(`${name}[`) && key.endsWith("]"));
    own = inside.map(([key, value]) => [key.slice(name.length + 1, -1), value]);
  } else if (explode) {
    own = entries.filter(([key]) => key in (schema.properties ?? {}));
  } else {
    own = written.flatMap((key, index) => (index % 2 ? [] : [[key, written[index + 1]]]));
  }
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** Members that came as text, as the types that the contract gives them. */
function typedMembers({ properties = {} }: Schema, members: Members): Members {
  const known = Object.entries(members).map(([name, value]) => {
    const schema = Object.hasOwn(properties, name) ? (properties[name] as Schema) : {};
    return [name, typedValue(schema, value)];
  });
  return Object.fromEntries(known);
}

function typedValue(schema: Schema, value: unknown): unknown {
  if (isOf(schema, "array") && value !== undefined) {
    return [value].flat().map((item) => typedValue(schema.items ?? {}, item));
  }
  if (isOf(schema, "object") && typeof value === "object" && value) {
    return typedMembers(schema, value as Members);
  }
  if (typeof value !== "string") return value;
  if (isOf(schema, "integer") && /^-?(0|[1-9]\d*)$/.test(value)) return exactInteger(value);
  if (isOf(schema, "number") && value.trim() && Number.isFinite(+value)) return +value;
  // Python writes True and False.
  if (isOf(schema, "boolean") && /^(true|false)$/i.test(value)) return /^true$/i.test(value);
  if (isOf(schema, "object")) return parseJson(value) ?? value;
  return value;
}

const isOf = ({ type = [] }: Schema, name: SchemaType) => [type].flat().includes(name);

const exactInteger = (digits: string) => (Number.isSafeInteger(+digits) ? +digits : BigInt(digits));

/**
 * JSON with a bigint for each integer beyond 2^53, which JSON.parse would round; `undefined` for a
 * text that is not JSON.
 */
function parseJson(text: string): unknown {
  try {
    const value = JSON.parse(text);
    if (!/\d{16}/.test(text)) return value;
    let mark = "bigint:";
    while (text.includes(mark)) mark += ":";
    let isInString = false;
    const marked = text.replace(/\\.|"|-?\d[\d.eE+-]*/g, (token) => {
      if (token === '"') isInString = !isInString;
      const isLong = /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(+token);
      return isLong && !isInString ? `"${mark}${token}"` : token;
    });
    const digits = new RegExp(`^${mark}(-?\\d+)$`);
    return JSON.parse(marked, (_, member) => {
      const match = typeof member === "string" ? digits.exec(member) : null;
      return match?.[1] ? BigInt(match[1]) : member;
    });
  } catch {
    return undefined;
  }
}
