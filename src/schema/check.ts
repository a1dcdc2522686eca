// Checks values against the schemas of the spec, and copies them.
import type { ValidationIssue } from "../errors.ts";
import { DEEPEST, isEqualJson, isNumeric } from "../json.mjs";
import { type Schema, TYPE_NAMES } from "./operation.ts";
import { isBlob, isRecord, typeOf } from "./shape.ts";

/** The results of a check. */
export interface Collected {
  readonly issues: ValidationIssue[];
  /** Every string that the API does not return itself, which may be secret. */
  readonly secrets: string[];
}

/**
 * Checks a value and copies it: documented members, or all that JSON can hold if none are documented.
 *
 * @param path of the value; empty for that of all parameters
 * @param isPublic whether a schema around this one says so
 * @param around the undocumented objects and lists that the value is in
 */
export function checkValue(
  schema: Schema,
  value: unknown,
  collected: Collected,
  path = "",
  isPublic = false,
  around: readonly unknown[] = [],
): unknown {
  const { issues, secrets } = collected;
  const type = typeOf(schema, value);
  if (!type) {
    const names = [schema.type ?? []].flat().map((name) => TYPE_NAMES[name]);
    const hint = value instanceof Date ? ": use date.toISOString()" : "";
    issues.push({ path, keyword: "type", message: `must be ${names.join(" or ")}${hint}` });
    return undefined;
  }
  for (const keyword in schema) {
    const words = RULES[keyword]?.(value as never, schema[keyword as never]);
    if (words) issues.push({ path, keyword, message: `must ${words}` });
  }
  const isShown = isPublic || schema.public === true;
  const isFree = type === "any" || (type === "object" && !schema.properties);
  const reason = isFree && whyNotJson(value, around);
  if (reason) {
    issues.push({ path, keyword: "json", message: `holds ${reason}, which JSON cannot` });
    return value;
  }
  if (typeof value === "string") {
    if (!isShown) secrets.push(value);
    checkText(value, path, issues);
  }
  if (typeof value !== "object" || value === null || type === "blob") return value;
  const inside = isFree ? [...around, value] : [];
  const { toJSON } = value as { toJSON?: unknown };
  if (isFree && typeof toJSON === "function") {
    return checkValue(schema, toJSON.call(value), collected, path, isShown, inside);
  }
  if (!Array.isArray(value)) return checkMembers(schema, value, collected, path, isShown, inside);
  const { items = {} } = schema;
  return value.map(
    (item, at) => checkValue(items, item, collected, `${path}[${at}]`, isShown, inside) ?? null,
  );
}

/** By keyword: the words for a broken rule. A rule ignores values of other types. */
const RULES: Readonly<Record<string, (value: never, limit: never) => string | false>> = {
  integer: (value: unknown) =>
    typeof value === "number" &&
    Number.isInteger(value) &&
    !Number.isSafeInteger(value) &&
    "be a bigint: a number may have rounded this integer beyond 2^53-1",
  enum: (value: unknown, values: readonly unknown[]) =>
    !values.some((one) => isEqualJson(one, value)) && `be one of ${values.map(textOf).join(", ")}`,
  const: (value: unknown, only: unknown) => !isEqualJson(value, only) && `be ${textOf(only)}`,
  minLength: (text: unknown, limit: number) =>
    isText(text) && !isLonger(text, limit - 1) && `be at least ${count(limit, "character")} long`,
  maxLength: (text: unknown, limit: number) =>
    isText(text) && isLonger(text, limit) && `be at most ${count(limit, "character")} long`,
  pattern: (text: unknown, pattern: RegExp) =>
    isText(text) && !pattern.test(text) && `match ${pattern.source}`,
  minimum: (value: unknown, limit: number) =>
    isNumeric(value) && value < limit && `be at least ${limit}`,
  maximum: (value: unknown, limit: number) =>
    isNumeric(value) && value > limit && `be at most ${limit}`,
  exclusiveMinimum: (value: unknown, limit: number) =>
    isNumeric(value) && value <= limit && `be more than ${limit}`,
  exclusiveMaximum: (value: unknown, limit: number) =>
    isNumeric(value) && value >= limit && `be less than ${limit}`,
  minItems: (items: unknown, limit: number) =>
    Array.isArray(items) && items.length < limit && `have at least ${count(limit, "item")}`,
  maxItems: (items: unknown, limit: number) =>
    Array.isArray(items) && items.length > limit && `have at most ${count(limit, "item")}`,
};

const isText = (value: unknown) => typeof value === "string";
const textOf = (value: unknown) => (typeof value === "bigint" ? `${value}` : JSON.stringify(value));

/** Not isWellFormed(), which older browsers lack. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A lone surrogate has no UTF-8 form: the server would get another string. */
function checkText(text: string, path: string, issues: ValidationIssue[]): void {
  if (!LONE_SURROGATE.test(text)) return;
  issues.push({ path, keyword: "wellFormed", message: "must have no lone surrogate" });
}

function checkMembers(
  schema: Schema,
  object: object,
  collected: Collected,
  path: string,
  isShown: boolean,
  around: readonly unknown[],
): object {
  const { properties, required = [], propertyNames } = schema;
  // Without documented members, all are kept.
  const { additionalProperties: others = !properties || undefined } = schema;
  const { issues } = collected;
  const value = object as Record<string, unknown>;
  for (const name of required) {
    if (value[name] !== undefined) continue;
    issues.push({ path: join(path, name), keyword: "required", message: "is required" });
  }
  const copy: Record<string, unknown> = {};
  for (const name in properties) {
    const member = value[name];
    if (member === undefined) continue;
    const known = properties[name] as Schema;
    copy[name] = checkValue(known, member, collected, join(path, name), isShown, around);
  }
  if (others === undefined) return copy;
  for (const [name, member] of Object.entries(value)) {
    if ((properties && Object.hasOwn(properties, name)) || member === undefined) continue;
    const at = join(path, name);
    if (!others) {
      const message = `is unknown; known: ${Object.keys(properties ?? {}).join(", ")}`;
      issues.push({ path: at, keyword: "additionalProperties", message });
      continue;
    }
    if (propertyNames) checkName(propertyNames, name, at, issues);
    else checkText(name, at, issues);
    const checked = checkValue(
      others === true ? {} : others,
      member,
      collected,
      at,
      isShown,
      around,
    );
    define(copy, name, checked);
  }
  return copy;
}

function checkName(schema: Schema, name: string, path: string, issues: ValidationIssue[]): void {
  const broken: ValidationIssue[] = [];
  checkValue(schema, name, { issues: broken, secrets: [] }, path);
  for (const issue of broken) issues.push({ ...issue, isName: true });
}

function whyNotJson(value: unknown, around: readonly unknown[]): string | undefined {
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "number" && !Number.isFinite(value)) return "NaN or an infinity";
  if (typeof value !== "object" || value === null) return undefined;
  if (around.includes(value)) return "a cycle";
  if (around.length === DEEPEST) return `more than ${DEEPEST} levels`;
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return undefined;
  // A Blob would look like an empty object, too.
  const hasMembers = Array.isArray(value) || (isRecord(value) && !isBlob(value));
  return hasMembers ? undefined : "an object such as a Map, a Set or a Blob";
}

const join = (path: string, name: string) => (path ? `${path}.${name}` : name);

/** A plain assignment would lose a member named `__proto__`. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/**
 * JSON Schema counts code points, at least half as many as UTF-16 units. Counting them in a huge string
 * would exhaust memory.
 */
const isLonger = (value: string, length: number) =>
  value.length > length && (value.length > 2 * length || [...value].length > length);

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
