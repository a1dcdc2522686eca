// Checks values against the constraints of the spec.
import type { Schema } from "./contract.ts";
import type { ValidationIssue } from "./errors/local.ts";

/**
 * Adds the constraints that a parameter breaks to `issues`, members included. The value itself is
 * never quoted.
 *
 * @param path of the value; empty for that of all parameters
 */
export function check(schema: Schema, value: unknown, issues: ValidationIssue[], path = ""): void {
  const { type } = schema;
  const broken = (keyword: string, what: string) =>
    issues.push({ path, keyword, message: `must ${what}` });
  if (type === "string" && typeof value === "string") {
    const { maxLength = value.length, pattern } = schema;
    // A lone surrogate has no UTF-8 form: the server would get another string.
    if (!value.isWellFormed()) broken("wellFormed", "have no lone surrogate");
    if (isLonger(value, maxLength)) {
      broken("maxLength", `be at most ${maxLength} characters long`);
    }
    if (pattern?.test(value) === false) broken("pattern", `match ${pattern.source}`);
  } else if (type === "integer" && isInteger(value)) {
    const { minimum = value, maximum = value } = schema;
    if (value < minimum) broken("minimum", `be ≥ ${minimum}`);
    if (value > maximum) broken("maximum", `be ≤ ${maximum}`);
  } else if (type === "array" && Array.isArray(value)) {
    const { items, maxItems = value.length } = schema;
    value.forEach((item, index) => {
      check(items, item, issues, `${path}[${index}]`);
    });
    if (value.length > maxItems) broken("maxItems", `have at most ${maxItems} items`);
  } else if (type === "object" && isRecord(value)) {
    const { properties } = schema;
    for (const name in properties) {
      const at = path ? `${path}.${name}` : name;
      const member = value[name];
      if (member !== undefined) check(properties[name] as Schema, member, issues, at);
      else if (!schema.optional?.includes(name)) {
        issues.push({ path: at, keyword: "required", message: "is required" });
      }
    }
  } else if (type === "object" || typeof value !== type) broken("type", `be ${TYPE_NAMES[type]}`);
}

const TYPE_NAMES = {
  string: "a string",
  integer: "an integer: a number or, beyond 2^53-1, a bigint",
  boolean: "a boolean",
  function: "a function",
  array: "an array",
  object: "an object",
};

/**
 * Whether a response has the documented members, of the documented types. Its limits are no
 * matter: the server may grow.
 */
export function hasShape(schema: Schema, value: unknown): boolean {
  if (schema.type === "integer") return isInteger(value);
  if (schema.type === "array") {
    return Array.isArray(value) && value.every((item) => hasShape(schema.items, item));
  }
  if (schema.type !== "object") return typeof value === schema.type;
  if (!isRecord(value)) return false;
  for (const name in schema.properties) {
    const isAbsent = value[name] === undefined && schema.optional?.includes(name);
    if (!isAbsent && !hasShape(schema.properties[name] as Schema, value[name])) return false;
  }
  return true;
}

/**
 * JSON Schema counts code points, of which there are at least half as many as UTF-16 units: to count
 * those of a huge text would fill the memory.
 */
const isLonger = (value: string, maxLength: number) =>
  value.length > maxLength && (value.length > 2 * maxLength || [...value].length > maxLength);

const isInteger = (value: unknown): value is number | bigint =>
  typeof value === "bigint" || Number.isSafeInteger(value);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
