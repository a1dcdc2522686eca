// Calls at the edge of the contract, and beyond it: one member of one call at a time.
import { type Member, membersOf, type Params, paramsOf } from "./calls.ts";
import type { Operation } from "./contract.ts";

interface Breach {
  /** The member, as the client names it. */
  readonly at: string;
  readonly keyword: string;
  readonly params: Params;
}

/** The calls that break one keyword each. */
export function breachesOf(operation: Operation): Breach[] {
  const documented = paramsOf(operation);
  return membersOf(operation).flatMap((member) =>
    Array.from(wrongValues(member), ([keyword, value]) => ({
      at: member.path.join("."),
      keyword,
      params: replaced(documented, member.path, value),
    })),
  );
}

/** The calls with one text of the greatest length each. */
export function longestOf(operation: Operation): Omit<Breach, "keyword">[] {
  const documented = paramsOf(operation);
  return membersOf(operation)
    .filter(({ schema }) => "maxLength" in schema && !("format" in schema))
    .map((member) => ({
      at: member.path.join("."),
      params: replaced(documented, member.path, fill(member, Number(member.schema.maxLength))),
    }));
}

function* wrongValues(member: Member): Generator<[string, unknown]> {
  const { place, schema, required } = member;
  const { type, minimum, maximum, maxLength, pattern } = schema;
  if (required && place !== "path") yield ["required", undefined];
  // A form and a URL hold nothing but text.
  const isText = place !== "application/json";
  if (type === "string" && !isText) yield ["type", 1];
  if (type === "object" && !isText) yield ["type", "no object"];
  if (type === "integer" || type === "number" || type === "boolean")
    yield ["type", "no such value"];
  if (typeof minimum === "number") yield ["minimum", minimum - 1];
  if (Number.isSafeInteger(maximum)) yield ["maximum", Number(maximum) + 1];
  if (typeof maxLength === "number") yield ["maxLength", fill(member, maxLength + 1)];
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test("a b"))
    yield ["pattern", "a b"];
  if (Array.isArray(schema.enum)) yield ["enum", "none of them"];
}

/** A smiley is one code point, and two units of UTF-16. No header can hold it. */
function fill({ place, schema }: Member, length: number): string {
  return (schema.pattern === undefined && place !== "header" ? "😀" : "x").repeat(length);
}

/** The same parameters with another value at a path. */
export function replaced(
  params: Params,
  [name = "", ...rest]: readonly string[],
  value: unknown,
): Params {
  const next = rest.length > 0 ? replaced((params[name] ?? {}) as Params, rest, value) : value;
  return { ...params, [name]: next };
}
