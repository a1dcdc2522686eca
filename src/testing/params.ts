// The parameters of a request: typed and checked as the contract says.

import type { ValidationIssue } from "../index.ts";
import { parseJson } from "../json.mjs";
import { checkValue } from "../schema/check.ts";
import type { Operation, Schema, SchemaType } from "../schema/operation.ts";
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
  const copy = checkValue(schema, typed, { issues, secrets: [] });
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
  let own: [string, unknown][];
  if (style === "deepObject") {
    const inside = entries.filter(([key]) => key.startsWith(`${name}[`) && key.endsWith("]"));
    own = inside.map(([key, value]) => [key.slice(name.length + 1, -1), value]);
  } else if (explode) {
    own = entries.filter(([key]) => key in (schema.properties ?? {}));
  } else {
    const parts = members[name] === undefined ? [] : String(members[name]).split(",");
    own = parts.flatMap((key, index) => (index % 2 ? [] : [[key, parts[index + 1]]]));
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
