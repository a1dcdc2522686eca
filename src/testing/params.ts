// The parameters of a request: typed and checked as the contract says.
import type { ValidationIssue } from "../index.ts";
import { parseJson } from "../json.mjs";
import { checkValue } from "../schema/check.ts";
import type { Operation, Schema, SchemaType } from "../schema/operation.ts";
import { isRecord } from "../schema/shape.ts";
import {
  type IncomingRequest,
  type Members,
  membersOf,
  type ReadBody,
  type Route,
} from "./request.ts";
import { Refusal } from "./response.ts";

/**
 * The parameters of an operation, side by side as the methods of the client take them.
 *
 * @throws {Refusal} 404 for an unknown path, 400 for an invalid query, header or body syntax, 422 for
 *   invalid members of the body
 */
export function readParams(
  { operation, path }: Route,
  { path: url, headers }: IncomingRequest,
  { kind, value }: ReadBody,
): Members {
  const { parameters, body, bodyRequired, encoding = "json" } = operation;
  const named = Object.keys(parameters.header?.properties ?? {});
  const sent = named.map((name) => [name, headers[name.toLowerCase()]]);
  const params = {
    ...checked(404, parameters.path, path),
    ...checked(400, parameters.query, readQuery(url, operation)),
    ...checked(400, parameters.header, Object.fromEntries(sent)),
  };
  if (!body || (kind === "none" && !bodyRequired)) return params;
  if (kind !== encoding) throw new Refusal(400);
  return { ...params, ...checked(encoding === "multipart" ? 400 : 422, body, value, kind) };
}

/** @param kind of the body: all but JSON is text, which is converted here */
function checked(
  status: number,
  schema: Schema | undefined,
  value: unknown,
  kind?: ReadBody["kind"],
): object {
  if (!schema) return {};
  const issues: ValidationIssue[] = [];
  const typed = kind === "json" ? value : typedValue(schema, value);
  const copy = checkValue(schema, typed, { issues, secrets: [] });
  if (issues.length === 0) return copy as object;
  const sentences = issues.map(({ path, message }) => `${path || "The body"} ${message}.`);
  throw new Refusal(status, sentences.join(" ").slice(0, LONGEST_DESCRIPTION));
}

/** The documented `maxLength`. */
const LONGEST_DESCRIPTION = 2048;

/** How a list or an object is written in a query. */
interface Style {
  readonly style: string;
  readonly explode: boolean;
}

/** The client's own default; OpenAPI has another one. */
const DEEP: Style = { style: "deepObject", explode: true };
const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: " ", pipeDelimited: "|" };

function readQuery(url: string, { parameters, querySerializer = {} }: Operation): Members {
  const members = membersOf(new URLSearchParams(url.replace(/^[^?]*/, "")));
  const { array, object = DEEP }: { array?: Style; object?: Style } = querySerializer;
  for (const [name, schema] of Object.entries(parameters.query?.properties ?? {})) {
    const value = members[name];
    if (isOf(schema, "array") && array?.explode === false && typeof value === "string") {
      members[name] = value.split(SEPARATORS[array.style] ?? ",");
    }
    if (!isOf(schema, "object")) continue;
    const own = entriesOf(name, schema, members, object);
    members[name] = own.length > 0 ? Object.fromEntries(own) : undefined;
  }
  return members;
}

function entriesOf(
  name: string,
  { properties = {} }: Schema,
  members: Members,
  { style, explode }: Style,
): (readonly [string, unknown])[] {
  const entries = Object.entries(members);
  if (style === "deepObject") {
    const inside = entries.filter(([key]) => key.startsWith(`${name}[`) && key.endsWith("]"));
    return inside.map(([key, value]) => [key.slice(name.length + 1, -1), value]);
  }
  if (explode) return entries.filter(([key]) => key in properties);
  const parts = members[name] === undefined ? [] : String(members[name]).split(",");
  return parts.flatMap((key, index) => (index % 2 ? [] : [[key, parts[index + 1]] as const]));
}

function typedValue(schema: Schema, value: unknown): unknown {
  if (isOf(schema, "array") && value !== undefined) {
    return [value].flat().map((item) => typedValue(schema.items ?? {}, item));
  }
  if (isOf(schema, "object") && isRecord(value)) {
    const { properties = {} } = schema;
    const members = Object.entries(value).map(([name, member]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return [name, known ? typedValue(known, member) : member];
    });
    return Object.fromEntries(members);
  }
  if (typeof value !== "string") return value;
  if (isOf(schema, "integer") && /^-?(0|[1-9]\d*)$/.test(value)) return parseJson(value) ?? value;
  if (isOf(schema, "number") && value.trim() && Number.isFinite(+value)) return +value;
  // Python writes True and False.
  if (isOf(schema, "boolean") && /^(true|false)$/i.test(value)) return /^true$/i.test(value);
  if (isOf(schema, "object")) return parseJson(value) ?? value;
  return value;
}

const isOf = ({ type = [] }: Schema, name: SchemaType) => [type].flat().includes(name);
