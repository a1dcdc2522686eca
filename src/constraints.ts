// Checks values against the constraints of the spec.
import type { IntegerSchema, Schema, StringSchema } from "./contract.ts";
import type { ValidationIssue } from "./errors/local.ts";

/**
 * Adds the constraints that the value breaks, members included, to `issues`. The value itself is
 * never quoted.
 */
export function check(
  schema: Schema,
  value: unknown,
  path = "",
  issues: ValidationIssue[] = [],
): ValidationIssue[] {
  const broken: Report = (keyword, message) => issues.push({ path, keyword, message });
  if (!hasType(schema, value)) broken("type", `must be ${TYPE_NAMES[schema.type]}`);
  else if (schema.type === "string") checkString(schema, value as string, broken);
  else if (schema.type === "integer") checkInteger(schema, value as number, broken);
  else if (schema.type === "array") {
    const { items, maxItems } = schema;
    const given = value as unknown[];
    for (const [index, item] of given.entries()) check(items, item, `${path}[${index}]`, issues);
    if (maxItems !== undefined && given.length > maxItems) {
      broken("maxItems", `must have at most ${maxItems} items`);
    }
  } else if (schema.type === "object") {
    const { properties, required } = schema;
    for (const name in properties) {
      const at = path ? `${path}.${name}` : name;
      const member = (value as Record<string, unknown>)[name];
      if (member !== undefined) check(properties[name] as Schema, member, at, issues);
      else if (required.includes(name)) {
        issues.push({ path: at, keyword: "required", message: "is required" });
      }
    }
  }
  return issues;
}

/**
 * Whether a response has the documented members, of the documented types. Its limits are not
 * checked: the server may grow.
 */
export function hasShape(schema: Schema, value: unknown): boolean {
  if (!hasType(schema, value)) return false;
  if (schema.type === "array") {
    return (value as unknown[]).every((item) => hasShape(schema.items, item));
  }
  if (schema.type !== "object") return true;
  const { properties, required } = schema;
  for (const name in properties) {
    const member = (value as Record<string, unknown>)[name];
    const isAbsent = member === undefined && !required.includes(name);
    if (!isAbsent && !hasShape(properties[name] as Schema, member)) return false;
  }
  return true;
}

type Report = (keyword: string, message: string) => void;

const TYPE_NAMES = {
  string: "a string",
  integer: "an integer: a number or, beyond 2^53-1, a bigint",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
};

function hasType({ type }: Schema, value: unknown): boolean {
  if (type === "integer") return typeof value === "bigint" || Number.isSafeInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  return typeof value === type;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkString({ maxLength, pattern }: StringSchema, value: string, broken: Report): void {
  // A lone surrogate has no UTF-8 form: the server would get another string.
  if (/\p{Surrogate}/u.test(value)) broken("wellFormed", "must have no lone surrogate");
  // JSON Schema counts code points. There are never more of them than of UTF-16 units.
  if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
    broken("maxLength", `must be at most ${maxLength} characters long`);
  }
  if (pattern && !pattern.test(value)) broken("pattern", `must match ${pattern.source}`);
}

function checkInteger(
  { minimum, maximum }: IntegerSchema,
  value: number | bigint,
  broken: Report,
): void {
  if (minimum !== undefined && value < minimum) broken("minimum", `must be ≥ ${minimum}`);
  if (maximum !== undefined && value > maximum) broken("maximum", `must be ≤ ${maximum}`);
}
