// Checks values against the constraints of the spec.
import type { ArraySchema, IntegerSchema, ObjectSchema, Schema, StringSchema } from "./contract.ts";
import type { ValidationIssue } from "./errors/local.ts";

/** The constraints that the value breaks, members included. The value itself is never quoted. */
export function check(schema: Schema, value: unknown, path = ""): ValidationIssue[] {
  const issue = (keyword: string, message: string) => ({ path, keyword, message });
  if (!hasType(schema, value)) return [issue("type", `must be ${TYPE_NAMES[schema.type]}`)];
  switch (schema.type) {
    case "object":
      return checkMembers(schema, value as Record<string, unknown>, path);
    case "array":
      return checkItems(schema, value as unknown[], path);
    case "string":
      return brokenString(schema, value as string).map(([rule, text]) => issue(rule, text));
    case "integer":
      return brokenInteger(schema, value as number).map(([rule, text]) => issue(rule, text));
    case "boolean":
      return [];
  }
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
  const members = value as Record<string, unknown>;
  return Object.entries(schema.properties).every(([name, member]) =>
    members[name] === undefined ? !schema.required.includes(name) : hasShape(member, members[name]),
  );
}

type Broken = [keyword: string, message: string];

const TYPE_NAMES = {
  string: "a string",
  integer: "an integer (beyond 2^53-1, a bigint)",
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

function checkMembers(schema: ObjectSchema, value: Record<string, unknown>, path: string) {
  return Object.entries(schema.properties).flatMap(([name, member]) => {
    const at = path ? `${path}.${name}` : name;
    if (value[name] !== undefined) return check(member, value[name], at);
    if (!schema.required.includes(name)) return [];
    return [{ path: at, keyword: "required", message: "is required" }];
  });
}

function checkItems({ items, maxItems }: ArraySchema, value: unknown[], path: string) {
  const issues = value.flatMap((item, index) => check(items, item, `${path}[${index}]`));
  if (maxItems !== undefined && value.length > maxItems) {
    issues.push({ path, keyword: "maxItems", message: `must have at most ${maxItems} items` });
  }
  return issues;
}

function brokenString({ maxLength, pattern }: StringSchema, value: string): Broken[] {
  const broken: Broken[] = [];
  // A lone surrogate has no UTF-8 form: the server would get another string.
  if (/\p{Surrogate}/u.test(value)) broken.push(["wellFormed", "must have no lone surrogate"]);
  // JSON Schema counts code points. There are never more of them than of UTF-16 units.
  if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
    broken.push(["maxLength", `must be at most ${maxLength} characters long`]);
  }
  if (pattern && !pattern.test(value)) broken.push(["pattern", `must match ${pattern.source}`]);
  return broken;
}

function brokenInteger({ minimum, maximum }: IntegerSchema, value: number | bigint): Broken[] {
  const broken: Broken[] = [];
  if (minimum !== undefined && value < minimum) broken.push(["minimum", `must be ≥ ${minimum}`]);
  if (maximum !== undefined && value > maximum) broken.push(["maximum", `must be ≤ ${maximum}`]);
  return broken;
}
